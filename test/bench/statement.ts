/**
 * `npm run bench:statement`: a statement of 50,000 rows, ten of them bad, read in and matched by the real server on
 * PostgreSQL: how long, and the most memory that the server took. `-- --rows 2000` is short. What it means: docs/benchmarks.md.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { Client } from 'pg';
import { ensurePostgres } from '../support/machine.mjs';
import { startPostgres } from '../support/postgres.mjs';
import { startOffice, type Office } from './server/office.ts';
import { freshDatabase } from './sync/fresh-database.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '50000' } } });
const rowCount = Number(values.rows);
const bad = 10;
const limitMs = 1_800_000;

/** Paid orders by the thousand, as copies of the demo's first paid one: no keys to others are looked at meanwhile. */
async function fill(url: string, count: number): Promise<void> {
	const client = new Client(url);
	await client.connect();
	await client.query('set session_replication_role = replica');
	// Amounts and papers are those of the demo; numbers and persons are everybody's own.
	const copies = (table: string, changes: string) =>
		client.query(`insert into ${table} select (jsonb_populate_record(sample.one, ${changes})).*
			from (select t as one from ${table} t ${table === 'payment_order' ? "where state = 'paid'" : ''} limit 1) sample, pair`);
	await client.query(
		`create table pair as select gen_random_uuid() as id, n::text from generate_series(1, ${count}) n`,
	);
	await copies(
		'payment_order',
		`jsonb_build_object('id', pair.id, 'enrollment_id', gen_random_uuid(), 'person_id', gen_random_uuid(),
			'serial', '2099' || lpad(pair.n, 14, '0'), 'state', 'paid')`,
	);
	await copies(
		'payment',
		`jsonb_build_object('id', gen_random_uuid(), 'order_id', pair.id, 'person_id', gen_random_uuid(),
			'tax_receipt_number', '99' || lpad(pair.n, 16, '0'), 'settled_at_ms', null)`,
	);
	await client.query('drop table pair');
	await client.query('analyze');
	await client.end();
}

function file(count: number): Buffer {
	const rows = Array.from({ length: count - bad }, (_, n) => {
		const number = String(n + 1);
		return `2099${number.padStart(14, '0')},99${number.padStart(16, '0')},缴款,350,2022-10-15 10:00:00`;
	});
	for (let n = 0; n < bad; n++)
		rows.splice(n * Math.floor(count / bad), 0, `x${n},35123456,缴款,350,2022-10-15`);
	return Buffer.from(`缴款流水号,电子税票号码,类型,金额(元),时间\r\n${rows.join('\r\n')}\r\n`);
}

/** Of the server's process, MB, since it began. */
function peakMb(pid: number): number {
	const [, kb] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Math.round(Number(kb) / 1024);
}

async function measure(office: Office): Promise<void> {
	const { cookie } = await office.member('clerk');
	const bytes = file(rowCount);
	const before = peakMb(office.pid);
	const startMs = performance.now();
	const reply = await fetch(`${office.url}/api/statements`, {
		method: 'POST',
		body: new Uint8Array(bytes),
		headers: { cookie, 'content-type': 'application/octet-stream', origin: office.url },
	});
	const { id } = (await reply.json()) as { id: string };
	const readMs = performance.now() - startMs;
	console.log(
		`${rowCount} rows, ${(bytes.length / 1e6).toFixed(1)} MB: read in ${(readMs / 1000).toFixed(1)} s`,
	);
	const afterReading = peakMb(office.pid);
	for (;;) {
		const state = await office.database.run({ kind: 'system' }, async (trx) => {
			const { rows } = await sql<{ state: string }>`select state from statement where id = ${id}`.execute(
				trx,
			);
			return rows[0]!.state;
		});
		if (state === 'done') break;
		if (performance.now() - startMs > limitMs) throw new Error('not matched in half an hour');
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
	const allMs = performance.now() - startMs;
	const outcomes = await office.database.run({ kind: 'system' }, async (trx) => {
		const { rows } = await sql<{ outcome: string; n: number }>`select outcome, count(*)::int as n
			from statement_row where statement_id = ${id} group by outcome order by outcome`.execute(trx);
		return rows.map(({ outcome, n }) => `${outcome} ${n}`).join(', ');
	});
	console.log(`matched after ${(allMs / 1000).toFixed(1)} s: ${outcomes}`);
	console.log(
		`server's memory at most: ${before} MB before, ${afterReading} MB after reading, ${peakMb(office.pid)} MB in all`,
	);
}

const bin = ensurePostgres();
if (!bin) throw new Error('no PostgreSQL here');
const postgres = await startPostgres(bin);
try {
	const url = await freshDatabase(postgres.url);
	const office = await startOffice(url);
	try {
		await fill(url, rowCount);
		await measure(office);
	} finally {
		await office.stop();
	}
} finally {
	postgres.stop();
}
