/**
 * `npm run bench:load`: the first, the second and the offline visit of the built app over TLS and HTTP/2, on slow lines
 * and a slowed-down processor. Prints a table and writes build/bench-load.json; what it means is in docs/benchmarks.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { startApp } from '../support/app-under-test.ts';
import { lines, ShapingProxy } from '../support/shaping-proxy.ts';
import { startTlsFront } from './tls-front.ts';
import { visit, type Mark, type Visit } from './visit.ts';

const rounds = Number(process.env.ROUNDS ?? 1);
const cpuSlowdown = 4;
const kinds = ['first', 'second', 'offline'] as const;
type Kind = (typeof kinds)[number];

const app = await startApp({ LOG_LEVEL: 'silent' });
const front = await startTlsFront(Number(new URL(app.url).port));
const proxy = new ShapingProxy(front.port);
const url = `https://localhost:${await proxy.listen()}/`;

async function round(line: keyof typeof lines, count: number): Promise<Record<Kind, Visit>> {
	const profile = mkdtempSync(path.join(tmpdir(), 'campuscover-bench-'));
	const place = { url, profile, front, proxy, line: lines[line], cpuSlowdown };
	const told = async (kind: Kind) => {
		const name = `${line}, round ${count} of ${rounds}, ${kind} visit`;
		try {
			const done = await visit(place, kind === 'first');
			const { start, field, end } = done;
			const [atStart, atField] = [start, field].map(({ seconds }) => `${seconds.toFixed(1)} s`);
			console.log(
				`${name}: start ${atStart}, field ${atField}, ${field.bytes} bytes on ${field.connections} connections;`,
				`in all ${end.bytes} bytes, ${end.requests.length} requests`,
			);
			console.log(`  asked until the field: ${field.requests.join(' ') || 'nothing'}`);
			return done;
		} catch (error) {
			throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
		}
	};
	try {
		const first = await told('first');
		const second = await told('second');
		await app.stopServer();
		const offline = await told('offline');
		await app.startServer();
		return { first, second, offline };
	} finally {
		rmSync(profile, { recursive: true, force: true });
	}
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
type Middle = Record<'seconds' | 'bytes' | 'bytesUp' | 'connections' | 'requests', number>;
type Result = Record<keyof Visit, Middle>;
const middle = (marks: Mark[]): Middle => ({
	seconds: Number(median(marks.map(({ seconds }) => seconds)).toFixed(2)),
	bytes: median(marks.map(({ bytes }) => bytes)),
	bytesUp: median(marks.map(({ bytesUp }) => bytesUp)),
	connections: median(marks.map(({ connections }) => connections)),
	requests: median(marks.map(({ requests }) => requests.length)),
});

const rows: Record<string, string>[] = [];
const results: Record<string, Record<Kind, Result>> = {};
try {
	for (const line of Object.keys(lines) as (keyof typeof lines)[]) {
		const all: Record<Kind, Visit>[] = [];
		for (let i = 0; i < rounds; i++) all.push(await round(line, i + 1));
		results[line] = Object.fromEntries(
			kinds.map((kind) => {
				const of = (mark: keyof Visit) => middle(all.map((one) => one[kind][mark]));
				return [kind, { start: of('start'), field: of('field'), end: of('end') }];
			}),
		) as Record<Kind, Result>;
		for (const kind of kinds) {
			const { start, field, end } = results[line]![kind];
			rows.push({
				line,
				visit: kind,
				'start page (s)': start.seconds.toFixed(1),
				'field (s)': field.seconds.toFixed(1),
				'kB to start': (start.bytes / 1000).toFixed(1),
				'kB to field': (field.bytes / 1000).toFixed(1),
				'requests to field': String(field.requests),
				'kB in all': (end.bytes / 1000).toFixed(1),
				'requests in all': String(end.requests),
			});
		}
	}
} finally {
	await proxy.close();
	await front.close();
	await app.stop();
}
console.table(rows);
const machine = `${cpus().length} × ${cpus()[0]?.model}, slowed down ${cpuSlowdown} times`;
writeFileSync(
	'build/bench-load.json',
	JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, rounds, results }, null, '\t'),
);
console.log('JSON: build/bench-load.json');
