/**
 * `npm run bench:server`: the server over HTTP on PostgreSQL, against what the same machine's PostgreSQL does at most by the
 * harness's `server-limits` in the same run. `-- --quick` is short; `--only pulls` one part; `--records 1000000` how many the lists hold. The table:
 * build/bench-server.md; what it means is in docs/benchmarks.md.
 */
import { readFileSync } from 'node:fs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensurePostgres } from '../support/machine.mjs';
import { startPostgres } from '../support/postgres.mjs';
import { editsPerSecond } from './server/edits.ts';
import { emptyCalls } from './server/empty-calls.ts';
import { listTimes } from './server/lists.ts';
import { startOffice } from './server/office.ts';
import { pullTimes } from './server/pulls.ts';
import type { Rate } from './server/rates.ts';
import { singleActsPerSecond } from './server/single-acts.ts';
import { freshDatabase } from './sync/fresh-database.ts';
import { folder, prepareHarness, run } from './sync/harness.ts';

const { values: chosen } = parseArgs({
	options: { quick: { type: 'boolean' }, only: { type: 'string' }, records: { type: 'string' } },
});
const isQuick = chosen.quick ?? false;
const isWanted = (part: string) => !chosen.only || chosen.only.split(',').includes(part);
const [seconds, reps] = isQuick ? [6, 1] : [6, 3];

prepareHarness({ parts: 'scripts' });
const { draftFields } = (await import(pathToFileURL(path.join(folder, 'src/draft.js')).href)) as {
	draftFields(i: number): Record<string, string>;
};
const bin = ensurePostgres();
if (!bin) throw new Error('no PostgreSQL here');
const postgres = await startPostgres(bin);
const lines = [
	'| | a second | limit | of the limit | server, ms | PostgreSQL, ms |',
	'| --- | --- | --- | --- | --- | --- |',
];
const plans: string[] = [];

/** PostgreSQL's own rates on this machine, by the name of the case. */
async function limitsOf(url: string): Promise<Map<string, number>> {
	process.env.PGURL = url;
	mkdirSync(path.join(folder, 'results'), { recursive: true });
	await run('server-limits/limits.mjs', ['pg', String(isQuick ? 1 : 3), String(reps)], 300_000);
	const rows = readFileSync(path.join(folder, 'results/limits.jsonl'), 'utf8').trim().split('\n');
	return new Map(
		rows.map((row) => {
			const { case: name, perSecond } = JSON.parse(row) as { case: string; perSecond: number };
			return [name, perSecond];
		}),
	);
}

/** Milliseconds are of the processor, for one of them. */
function compare(what: string, { perSecond, each }: Rate, limit?: number): void {
	const share = limit ? (perSecond / limit).toFixed(3) : '–';
	const times = [each.server, each.postgres].map((ms) => (Number.isNaN(ms) ? '–' : ms.toFixed(3)));
	lines.push(
		`| ${what} | ${perSecond.toFixed(0)} | ${limit?.toFixed(0) ?? '–'} | ${share} | ${times.join(' | ')} |`,
	);
	console.log(lines.at(-1));
}

/** The one whose rate is the median. */
const middle = (rates: Rate[]): Rate =>
	rates.toSorted((a, b) => a.perSecond - b.perSecond)[rates.length >> 1]!;

try {
	const limits = isWanted('limits')
		? await limitsOf(await freshDatabase(postgres.url))
		: new Map<string, number>();
	const office = await startOffice(await freshDatabase(postgres.url));
	try {
		if (isWanted('empty')) {
			await emptyCalls(office, 500);
			const { plain, nothing } = await emptyCalls(office, isQuick ? 1_000 : 5_000);
			const limit = limits.get('8 connections, 1 statement (CTE), 1 mutation a tx');
			compare('a plain answer (/healthz), 8 connections', plain, limit);
			compare('an exchange that carries nothing, 8 connections', nothing, limit);
		}
		if (isWanted('edits')) {
			const rates = await editsPerSecond(office, draftFields, seconds, reps);
			const limit = limits.get('8 connections, 100 mutations in 1 statement (unnest)');
			compare('draft edits, 8 phones, 100 an exchange', middle(rates), limit);
		}
		if (isWanted('acts')) {
			// Each connection has prepared its statements, as those of the limit have.
			await singleActsPerSecond(office, isQuick ? 100 : 200);
			const { submits, decisions } = await singleActsPerSecond(office, isQuick ? 300 : 1500);
			const limit = limits.get('8 connections, 1 statement (CTE), 1 mutation a tx');
			compare('submissions, 8 connections', submits, limit);
			compare('approvals, 8 connections', decisions, limit);
		}
		if (isWanted('pulls')) {
			const sizes = isQuick ? [1_000, 100_000] : [1_000, 100_000, 1_000_000];
			lines.push('', '| records in scope | changed | ms, median of 7 |', '| --- | --- | --- |');
			for (const { records, changed, medianMs, plan } of await pullTimes(
				office,
				sizes,
				[1, 10, 100, 1_000],
				7,
			)) {
				lines.push(`| ${records} | ${changed} | ${medianMs.toFixed(1)} |`);
				console.log(lines.at(-1));
				plans.push(`${changed} of ${records} records:\n${plan}`);
			}
		}
		if (isWanted('lists')) {
			const records = Number(chosen.records ?? (isQuick ? 20_000 : 1_000_000));
			lines.push(
				'',
				`| list, ${records} enrollments | page, ms | counted, ms | read by |`,
				'| --- | --- | --- | --- |',
			);
			for (const { list, pageMs, countMs, plan } of await listTimes(office, records, 7)) {
				lines.push(`| ${list} | ${pageMs.toFixed(1)} | ${countMs?.toFixed(1) ?? '–'} | ${plan} |`);
				console.log(lines.at(-1));
			}
		}
	} finally {
		await office.stop();
	}
} finally {
	postgres.stop();
}
mkdirSync('build', { recursive: true });
const head = `${new Date().toISOString()}, ${cpus().length} × ${cpus()[0]?.model}`;
writeFileSync('build/bench-server.md', `${head}\n\n${lines.join('\n')}\n\n${plans.join('\n\n')}\n`);
console.log('build/bench-server.md');
