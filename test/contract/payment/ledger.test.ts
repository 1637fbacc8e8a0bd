/** The books: what they hold, and that nothing passes by them unseen. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { readConfig } from '#server/boot/config.ts';
import { placeOf } from '#server/boot/start-server.ts';
import { openDatabase, type Database, type Trx } from '#server/store/database.ts';
import { ledgerRepository } from '#server/store/ledger.repository.ts';
import { migrate } from '#server/store/migrate.ts';
import { ledger } from '#server/store/migrations/0020-ledger.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import type { GatewayPayment } from '#server/usecase/payment/ports.ts';
import { recordPayment } from '#server/usecase/payment/record-payment.usecase.ts';
import { verifyLedger } from '#server/usecase/payment/verify-ledger.usecase.ts';
import { voidOrder } from '#server/usecase/payment/void-order.ts';
import type { Tx } from '#server/usecase/ports.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';
import { dueOrder } from '../../support/due-order.ts';
import { createWorld, type World } from '../../support/flow-world.ts';
import { quickWasm } from '../../support/workers.mjs';

type Due = Awaited<ReturnType<typeof dueOrder>>;

/** As somebody who holds the database; nothing of it stays. */
async function undone(owner: Database['owner'], work: (trx: Trx) => Promise<void>): Promise<void> {
	const undo = new Error('undo');
	await expect(
		owner.transaction().execute(async (trx) => {
			await work(trx);
			throw undo;
		}),
	).rejects.toBe(undo);
}

describeOnEachDatabase('the ledger', (database) => {
	let world: World;
	let reviewer: AccountActor;
	let paid: Due;
	let paidTwice: Due;
	let voided: Due;
	const owner = () => database().owner;
	const pay = (payment: GatewayPayment) =>
		recordPayment({ services: world.services, payment, source: 'callback' });
	const verify = () => verifyLedger({ uow: world.services.uow });

	beforeAll(async () => {
		world = await createWorld(database());
		reviewer = await world.account('reviewer');
		[paid, paidTwice, voided] = [
			await dueOrder(world, reviewer),
			await dueOrder(world, reviewer),
			await dueOrder(world, reviewer),
		];
		await pay(paid.body);
		await pay(paid.body);
		await pay(paidTwice.body);
		await pay({ ...paidTwice.body, taxReceiptNumber: `${paidTwice.body.taxReceiptNumber}2` });
		await pay({ ...paid.body, orderId: world.newId(), taxReceiptNumber: '77777777' });
		const call = { services: world.services, enrollmentId: voided.record, by: 'system', code: 'test' };
		await world.services.uow.run({ kind: 'system' }, (tx) => voidOrder({ ...call, tx }));
	});

	it('holds every order, payment and held sum once, and balances', async () => {
		const { faults, balances } = await verify();
		expect(faults).toEqual([]);
		expect(Object.fromEntries(balances.map(({ account, amountFen }) => [account, amountFen]))).toEqual({
			receivable: 0,
			levied: -70_000,
			received: 140_000,
			held: -35_000,
			'refunds-due': -35_000,
		});
	});

	it('is what the migration writes for a database without it', async () => {
		const lines = () =>
			sql`select e.kind, e.subject, l.account, l.amount_fen from ledger_entry e join ledger_line l on l.entry = e.n
				where e.kind <> 'refund-due' order by 1, 2, 3`.execute(owner());
		const before = await lines();
		await undone(owner(), async (trx) => {
			await sql`drop table ledger_line, ledger_entry`.execute(trx);
			await sql`drop function ledger_must_balance(), ledger_is_append_only()`.execute(trx);
			await sql`drop index stray_payment_by_receipt`.execute(trx);
			await ledger.up(trx);
			const after = await sql`select e.kind, e.subject, l.account, l.amount_fen
				from ledger_entry e join ledger_line l on l.entry = e.n order by 1, 2, 3`.execute(trx);
			expect(after.rows).toEqual(before.rows);
		});
	});

	it('is held by the database: one person pays one insurance of one year once', async () => {
		const again = sql`insert into payment select ${world.newId()}, ${voided.order.id}, '12345678', paid_fen, paid_at_ms,
			paid_on, method, period_from, period_to, coverage, created_at_ms, person_id, insurance, insurance_year
			from payment where order_id = ${paid.order.id}`;
		await expect(again.execute(owner())).rejects.toThrow('payment_of_person');
	});

	it('takes no entry that does not balance, and none a second time', async () => {
		const entry = {
			kind: 'order' as const,
			subject: world.newId(),
			orderId: paid.order.id,
			atMs: 1,
			by: 'system',
			lines: [
				{ account: 'receivable' as const, amountFen: 5 },
				{ account: 'levied' as const, amountFen: -4 },
			],
		};
		const post = (given: typeof entry) =>
			world.services.uow.run({ kind: 'system' }, (tx) => tx.ledger.post(given));
		await expect(post(entry)).rejects.toThrow('does not balance');
		await expect(post({ ...entry, lines: [] })).rejects.toThrow('does not balance');
		expect(await post({ ...entry, subject: paid.order.id })).toBe(false);
		expect((await verify()).faults).toEqual([]);
	});

	it('is never altered, by the product or past it; only whoever reviews writes orders', async () => {
		for (const statement of ['update ledger_line set amount_fen = 1', 'delete from ledger_entry']) {
			await expect(sql.raw(statement).execute(owner())).rejects.toThrow('only ever added to');
			const run = database().run({ kind: 'system' }, (trx) => sql.raw(statement).execute(trx));
			await expect(run).rejects.toThrow('permission denied');
		}
		const student = await world.account('student');
		const post = world.services.uow.run(student, (tx) =>
			tx.ledger.post({
				kind: 'void',
				subject: paid.order.id,
				orderId: paid.order.id,
				atMs: 1,
				by: 'x',
				lines: [],
			}),
		);
		await expect(post).rejects.toThrow('row-level security');
		const seen = await database().run(student, (trx) => sql`select 1 from ledger_line`.execute(trx));
		expect(seen.rows).toEqual([]);
	});

	const ofPayment = `(select n from ledger_entry where kind = 'payment' and order_id = '$paid')`;
	it.each([
		[
			'an entry that does not balance',
			`update ledger_line set amount_fen = 34999 where entry in ${ofPayment} and amount_fen > 0`,
		],
		[
			'an entry that is gone',
			`delete from ledger_line where entry in ${ofPayment}; delete from ledger_entry where n in ${ofPayment}`,
		],
		[
			'another amount on both sides',
			`update ledger_line set amount_fen = amount_fen * 2 where entry in ${ofPayment}`,
		],
		[
			'money of another account',
			`update ledger_line set account = 'settled' where entry in ${ofPayment} and account = 'received'`,
		],
		['an order of another amount', `update payment_order set amount_fen = 1 where id = '$paid'`],
		['a payment that went past the books', `update payment set paid_fen = 1 where order_id = '$paid'`],
		['a payment that is gone', `delete from payment where order_id = '$paid'`],
		['a held sum that was applied to nothing', `delete from stray_payment where order_id = '$paid'`],
	])('finds %s, and says which order', async (name, fault) => {
		const target = name.startsWith('a held') ? paidTwice : paid;
		await undone(owner(), async (trx) => {
			await sql`set local session_replication_role = replica`.execute(trx);
			for (const statement of fault.replaceAll('$paid', target.order.id).split(';')) {
				await sql.raw(statement).execute(trx);
			}
			await sql`set local session_replication_role = origin`.execute(trx);
			const { faults } = await verifyLedger({
				uow: { run: (_, work) => work({ ledger: ledgerRepository(trx as Trx) } as Tx) },
			});
			expect(faults.join('\n')).toContain(target.order.serial);
		});
		expect((await verify()).faults).toEqual([]);
	});
});

it('npm run ledger -- verify: exit code 0 while the books are right, 1 and the order otherwise', async () => {
	const folder = mkdtempSync(path.join(tmpdir(), 'campuscover-ledger-'));
	const run = () =>
		spawnSync('node_modules/.bin/node', [...quickWasm, 'server/cli/ledger.ts', 'verify'], {
			env: { PATH: process.env.PATH, DATA_DIR: folder },
			encoding: 'utf8',
		});
	const place = placeOf(readConfig({ DATA_DIR: folder }));
	const change = async (work: (database: Database) => Promise<unknown>) => {
		const database = await openDatabase(place);
		await migrate(database);
		await work(database).finally(() => database.close());
	};
	try {
		let serial = '';
		await change(async (database) => {
			const world = await createWorld(database);
			const due = await dueOrder(world, await world.account('reviewer'));
			await recordPayment({ services: world.services, payment: due.body, source: 'query' });
			serial = due.order.serial;
		});
		const right = run();
		expect(right.stdout, right.stderr).toContain('0 faults');
		expect(right.status).toBe(0);
		await change(({ owner }) => sql`update payment set paid_fen = paid_fen - 1`.execute(owner));
		const wrong = run();
		expect(wrong.stdout).toContain(serial);
		expect(wrong.status).toBe(1);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}, 60_000);
