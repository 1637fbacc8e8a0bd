/**
 * `npm run bench:sync`: our adapter in the `syncbench` harness, beside its floor and its peers. `-- --quick` runs each
 * profile once with the floor alone; `--only weakwifi,2g` those profiles. Tables and their picture: build/bench-sync.md, .svg; what they
 * mean is in docs/benchmarks.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensurePostgres } from '../support/machine.mjs';
import { startPostgres } from '../support/postgres.mjs';
import { folder, prepareHarness, run } from './sync/harness.ts';
import { ratioPicture } from './sync/picture.ts';
import { ratiosOf, ratioTable } from './sync/ratios.ts';

const { values: chosen } = parseArgs({
	options: { quick: { type: 'boolean' }, only: { type: 'string' }, reps: { type: 'string' } },
});
const isQuick = chosen.quick ?? false;
/** As many as the harness's own list has. */
const profiles = [
	{ profile: 'unthrottled', n: 500, reps: 3, limitSeconds: 200 },
	{ profile: 'weakwifi', n: 500, reps: 3, limitSeconds: 500 },
	{ profile: '2g', n: 100, reps: 1, limitSeconds: 300 },
	{ profile: 'faults', n: 500, reps: 2, limitSeconds: 200 },
].filter(({ profile }) => !chosen.only || chosen.only.split(',').includes(profile));
const adapters = isQuick
	? ['floor', 'campuscover']
	: ['floor', 'campuscover', 'rxdb', 'pouchdb', 'replicache'];

prepareHarness({ parts: isQuick ? 'own' : 'own and peers' });
const bin = ensurePostgres();
const postgres = bin ? await startPostgres(bin) : null;
if (postgres) process.env.BENCH_POSTGRES_URL = postgres.url;
try {
	for (const { profile, n, reps, limitSeconds } of profiles) {
		for (const adapter of adapters) {
			const count = String(chosen.reps ?? (isQuick ? 1 : reps));
			const words = ['--adapter', adapter, '--profile', profile, '--n', String(n), '--reps', count];
			await run('src/run.mjs', [...words, '--limit', '150'], limitSeconds * 1000);
		}
	}
	if (!chosen.only || chosen.only.split(',').includes('photos')) {
		for (const adapter of isQuick ? ['campuscover'] : ['floor', 'campuscover', 'tus', 'pouchdb']) {
			const words = ['--adapter', adapter, '--work', 'photos', '--profile', 'cut500k-8mbit'];
			const count = ['campuscover', 'tus'].includes(adapter) && !isQuick ? '3' : '1';
			await run('src/run.mjs', [...words, '--reps', count, '--limit', '90'], 320_000);
		}
	}
} finally {
	postgres?.stop();
}

const results = path.join(folder, 'results/results.jsonl');
const report = await run('src/report.mjs', [results], 10_000);
const machine = `${cpus().length} × ${cpus()[0]?.model}, ${postgres ? 'PostgreSQL' : 'embedded database'}`;
const measured = ratiosOf(results);
const ratios = ratioTable(measured);
mkdirSync('build', { recursive: true });
writeFileSync('build/bench-sync.md', `${new Date().toISOString()}, ${machine}\n\n${ratios}\n${report}`);
writeFileSync('build/bench-sync.svg', ratioPicture(measured));
console.log(`\n${ratios}\n\nbuild/bench-sync.md, build/bench-sync.svg`);
