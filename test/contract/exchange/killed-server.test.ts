/*
 * The server's process is killed with -9 at named points of an exchange, and started anew on the same PostgreSQL. The
 * phone sends the same bytes again: what was committed is answered as it was, what was not takes effect now, once.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'kysely';
import { openDatabase, type Database } from '#server/store/database.ts';
import { sessionCookieHeader } from '#server/http/cookies.ts';
import { openSession } from '#server/usecase/account/session.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { ExchangeReply } from '#shared/protocol/exchange.ts';
import { describeOnPostgres } from '../../support/databases.ts';
import { createWorld, edit, type World } from '../../support/flow-world.ts';
import { Caller } from '../../support/server-under-test.ts';
import { aPhoto, post, stateOf } from '../../support/uploading.ts';
import { startMortalServer, type MortalServer } from '../../support/mortal-server/start.ts';

/** Each starts the whole server twice. */
const timeout = 120_000;

describeOnPostgres('a server that is killed with -9', (url) => {
	let database: Database;
	let world: World;
	let running: MortalServer | null = null;
	const dataDir = mkdtempSync(path.join(tmpdir(), 'campuscover-mortal-'));
	const start = (failAt: string | null) => startMortalServer({ databaseUrl: url(), dataDir }, failAt);
	beforeAll(async () => {
		database = await openDatabase({ kind: 'postgres', url: url() });
		world = await createWorld(database);
	});
	afterAll(async () => {
		await running?.stop();
		await database.close();
		rmSync(dataDir, { recursive: true, force: true });
	});

	/** A phone: its device, its session, its numbers. */
	async function aPhone() {
		const actor = await world.account('student');
		const { services } = world;
		const token = await services.uow.run({ kind: 'system' }, (tx) =>
			openSession(services, tx, actor.accountId),
		);
		const cookie = sessionCookieHeader(token, false).split(';')[0]!;
		const device = world.newId();
		const send = async (server: MortalServer, firstSequence: number, mutations: unknown[]) => {
			const body = {
				version: protocolVersion,
				device,
				account: actor.accountId,
				firstSequence,
				mutations,
				cursor: null,
			};
			const response = await fetch(`${server.url}/api/trpc/sync.exchange`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', cookie },
				body: JSON.stringify(body),
			});
			expect(response.status).toBe(200);
			return ((await response.json()) as { result: { data: ExchangeReply } }).result.data;
		};
		return { device, send };
	}

	async function heldOf(device: string, record: string) {
		const { rows } = await sql<{
			receipts: string;
			edits: string;
			last: string | null;
			fields: unknown;
		}>`select
			(select count(*) from mutation_receipt where device_id = ${device}) as receipts,
			(select count(*) from audit_entry where subject = ${record} and act = 'enrollment.edit') as edits,
			(select last_sequence from device where id = ${device}) as last,
			(select fields from enrollment where id = ${record}) as fields`.execute(database.owner);
		const { receipts, edits, last, fields } = rows[0]!;
		return { receipts: Number(receipts), edits: Number(edits), last: Number(last ?? 0), fields };
	}

	for (const { point, isHeld } of [
		{ point: 'before-commit', isHeld: false },
		{ point: 'after-commit', isHeld: true },
	]) {
		it(`${point}: the same bytes sent again take effect once`, { timeout }, async () => {
			const { device, send } = await aPhone();
			const record = world.newId();
			const first = [edit(record, { a: '1' })];
			const second = [edit(record, { b: '2' }, { base: 1 }), edit(record, { c: '3' }, { base: 1 })];
			running = await start(`${point}:2`);
			await send(running, 1, first);
			await expect(send(running, 2, second)).rejects.toThrow('fetch failed');
			expect(await running.ended).toBe('SIGKILL');
			const left = isHeld ? 3 : 1;
			expect(await heldOf(device, record)).toMatchObject({ receipts: left, edits: left, last: left });

			running = await start(null);
			const reply = await send(running, 2, second);
			expect(reply.results.map(({ status }) => status)).toEqual(['applied', 'applied']);
			const whole = { receipts: 3, edits: 3, last: 3, fields: { a: '1', b: '2', c: '3' } };
			expect(await heldOf(device, record)).toEqual(whole);
			expect((await send(running, 2, second)).results).toEqual(reply.results);
			expect(await heldOf(device, record)).toEqual(whole);
			await running.stop();
			running = null;
		});
	}

	it(
		'between file and row: no row speaks of a file that nobody answered for, and the upload goes on',
		{ timeout },
		async () => {
			const actor = await world.account('student');
			const { services } = world;
			const token = await services.uow.run({ kind: 'system' }, (tx) =>
				openSession(services, tx, actor.accountId),
			);
			const [name] = sessionCookieHeader(token, false).split('=') as [string];
			const callerOf = (server: MortalServer) => {
				const caller = new Caller(server.url);
				caller.cookies.set(name, token);
				return caller;
			};
			const rowsOf = async (hash: string) =>
				(
					await sql<{ place: string }>`select place from document where hash = ${hash}`.execute(
						database.owner,
					)
				).rows;
			const file = await aPhoto();
			running = await start('after-file:1');
			await expect(post(callerOf(running), file)).rejects.toThrow('fetch failed');
			expect(await running.ended).toBe('SIGKILL');
			expect(await rowsOf(file.hash)).toEqual([]);

			running = await start(null);
			const caller = callerOf(running);
			const { offset } = await stateOf(caller, file);
			expect((await post(caller, file, { from: offset })).stored.isStored).toBe(true);
			const [row, ...others] = await rowsOf(file.hash);
			expect(others).toEqual([]);
			const held = readFileSync(path.join(dataDir, 'documents', file.hash.slice(0, 2), row!.place));
			expect(new Uint8Array(held)).toEqual(file.bytes);
			await running.stop();
			running = null;
		},
	);

	it(
		'would do things twice if a repeat were not known: then the count is found out',
		{ timeout },
		async () => {
			const { device, send } = await aPhone();
			const record = world.newId();
			running = await start('after-commit:1');
			await expect(send(running, 1, [edit(record, { a: '1' })])).rejects.toThrow('fetch failed');
			await running.ended;
			// As a store would that loses the answers with the process.
			await sql`delete from mutation_receipt where device_id = ${device}`.execute(database.owner);
			await sql`update device set last_sequence = 0 where id = ${device}`.execute(database.owner);
			running = await start(null);
			await send(running, 1, [edit(record, { a: '1' })]);
			expect((await heldOf(device, record)).edits).not.toBe(1);
		},
	);
});
