import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { Database, Trx } from '#server/store/database.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import type { Actor } from '#server/usecase/actor.ts';
import type { AccountRow } from '#server/usecase/account/ports.ts';
import { describeOnEachDatabase } from '../../support/databases.ts';

const system: Actor = { kind: 'system' };
const idOf = (n: number) => `018f0000-0000-7000-8000-00000000000${n}`;
const student = (n: number): Actor => ({
	kind: 'account',
	accountId: idOf(n),
	role: 'student',
	schoolCode: null,
});

function account(n: number): AccountRow {
	return {
		id: idOf(n),
		phone: `1380000000${n}`,
		role: 'student',
		schoolCode: null,
		passwordHash: null,
		unlockKey: 'k',
		createdAtMs: 1_700_000_000_000,
	};
}

async function openTables(database: Database): Promise<string[]> {
	const { rows } = await sql<{ name: string }>`
		select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not like 'kysely_%'
			and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(database.owner);
	return rows.map(({ name }) => name);
}

const phonesIn = async (trx: Trx | Database['owner']) =>
	(await trx.selectFrom('account').select('phone').orderBy('phone').execute()).map(({ phone }) => phone);

describeOnEachDatabase('row-level security', (database) => {
	beforeAll(async () => {
		const uow = createUnitOfWork(database());
		await uow.run(system, async (tx) => {
			for (const n of [1, 2]) {
				await tx.accounts.addOrFind(account(n));
				await tx.persons.bind({
					accountId: idOf(n),
					name: `人${n}`,
					idType: 'resident-id',
					idNumber: `ID${n}`,
					boundAtMs: 1,
				});
			}
		});
	});

	it('shows an account itself and nobody else, and the same query without the plain role shows all', async () => {
		expect(await database().run(student(1), phonesIn)).toEqual(['13800000001']);
		expect(await database().run(student(2), phonesIn)).toEqual(['13800000002']);
		expect(await database().run({ kind: 'anonymous' }, phonesIn)).toEqual([]);
		// The planted fault: the step down to the plain role is what holds rows back.
		expect(await phonesIn(database().owner)).toEqual(['13800000001', '13800000002']);
	});

	it('shows a person to their own account alone', async () => {
		const uow = createUnitOfWork(database());
		const seenBy = (actor: Actor, n: number) => uow.run(actor, (tx) => tx.persons.findByAccount(idOf(n)));
		expect(await seenBy(student(1), 1)).toMatchObject({ idNumber: 'ID1' });
		expect(await seenBy(student(1), 2)).toBeNull();
		expect(
			await seenBy({ kind: 'account', accountId: idOf(9), role: 'reviewer', schoolCode: null }, 1),
		).toBeNull();
		expect(await seenBy(system, 2)).toMatchObject({ idNumber: 'ID2' });
	});

	it('lets no account change its own role, and no account read sessions or codes', async () => {
		const changed = database().run(student(1), (trx) =>
			trx.updateTable('account').set({ role: 'reviewer' }).where('id', '=', idOf(1)).executeTakeFirst(),
		);
		expect(Number((await changed).numUpdatedRows)).toBe(0);
		const seen = await database().run(student(1), (trx) => trx.selectFrom('session').selectAll().execute());
		expect(seen).toEqual([]);
		await expect(
			createUnitOfWork(database()).run(student(1), (tx) => tx.settings.set('a', 'b')),
		).rejects.toThrow(/row-level security/);
	});

	it('shows nobody what accounts are made from, and to each account its own devices’ notes alone', async () => {
		const uow = createUnitOfWork(database());
		expect(await uow.run(system, (tx) => tx.secrets.accountRoot())).toMatch(/^[0-9a-f-]{72}$/);
		const reviewer: Actor = { kind: 'account', accountId: idOf(9), role: 'reviewer', schoolCode: null };
		for (const actor of [student(1), reviewer, { kind: 'anonymous' } as const]) {
			await expect(uow.run(actor, (tx) => tx.secrets.accountRoot())).rejects.toThrow('no result');
		}
		const note = { browserHash: 'b', records: 1, files: 0, heardAtMs: 1 };
		const put = (by: number, n: number) =>
			uow.run(student(by), async (tx) => {
				await tx.devices.lock(idOf(by + 4), idOf(by), 1);
				await tx.unsentNotes.put({ ...note, deviceId: idOf(by + 4), accountId: idOf(n) });
			});
		await put(1, 1);
		await expect(put(2, 1)).rejects.toThrow(/row-level security/);
		const seenBy = (n: number) =>
			uow.run(student(n), (tx) =>
				tx.unsentNotes.formerOf({ deviceId: idOf(8), accountId: idOf(1), browserHash: 'b' }),
			);
		expect(await seenBy(1)).toMatchObject({ records: 1 });
		expect(await seenBy(2)).toBeNull();
	});

	it('is enabled and forced on every table, and the check finds one that is not', async () => {
		expect(await openTables(database())).toEqual([]);
		await sql`create table planted (id int)`.execute(database().owner);
		expect(await openTables(database())).toEqual(['planted']);
		await sql`drop table planted`.execute(database().owner);
	});

	it('has a plain role: no log-in, no superuser, no bypass', async () => {
		const { rows } = await sql`select rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb
			from pg_roles where rolname = 'campuscover_app'`.execute(database().owner);
		expect(rows).toEqual([
			{
				rolcanlogin: false,
				rolsuper: false,
				rolbypassrls: false,
				rolcreaterole: false,
				rolcreatedb: false,
			},
		]);
	});

	it('forgets the actor with the transaction', async () => {
		await database().run(student(1), async () => {});
		const { rows } = await sql<{ who: string; id: string | null }>`
			select current_user as who, current_setting('campuscover.actor_id', true) as id`.execute(database().owner);
		expect(rows[0]!.who).not.toBe('campuscover_app');
		expect(rows[0]!.id ?? '').toBe('');
	});
});

describeOnEachDatabase('a transaction', (database) => {
	it('writes all or nothing', async () => {
		const uow = createUnitOfWork(database());
		await expect(
			uow.run(system, async (tx) => {
				await tx.accounts.addOrFind(account(5));
				throw new Error('stop');
			}),
		).rejects.toThrow('stop');
		expect(await uow.run(system, (tx) => tx.accounts.findById(idOf(5)))).toBeNull();
	});

	it('reads whole numbers as numbers, dates as text, JSON as it was', async () => {
		const { rows } = await database().run(system, (trx) =>
			sql`select 9007199254740991::bigint as large, date '2022-10-15' as day, '{"a":[1,"x"]}'::jsonb as json,
				count(*) as count from account`.execute(trx),
		);
		expect(rows).toEqual([
			{ large: 9_007_199_254_740_991, day: '2022-10-15', json: { a: [1, 'x'] }, count: expect.any(Number) },
		]);
		await expect(
			database().run(system, (trx) => sql`select 9007199254740993::bigint as large`.execute(trx)),
		).rejects.toThrow(/safe integer/);
	});

	it('binds one person to one account, whoever comes first', async () => {
		const uow = createUnitOfWork(database());
		await uow.run(system, async (tx) => {
			await tx.accounts.addOrFind(account(6));
			await tx.accounts.addOrFind(account(7));
		});
		const person = { name: '人', idType: 'resident-id', idNumber: 'SAME', boundAtMs: 1 };
		const bound = await Promise.all(
			[6, 7].map((n) => uow.run(system, (tx) => tx.persons.bind({ ...person, accountId: idOf(n) }))),
		);
		expect(bound.toSorted()).toEqual([false, true]);
	});

	it('counts parallel hits of a limit one by one', async () => {
		const uow = createUnitOfWork(database());
		const hits = await Promise.all(
			Array.from({ length: 8 }, () => uow.run(system, (tx) => tx.limits.hit('k', 1000, 5000))),
		);
		expect(hits.map(({ hits: n }) => n).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
		expect(await uow.run(system, (tx) => tx.limits.hit('k', 1000, 6000))).toEqual({
			hits: 1,
			endsAtMs: 7000,
		});
	});
});
