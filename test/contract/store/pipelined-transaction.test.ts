import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database, type Trx } from '#server/store/database.ts';
import { executeLater } from '#server/store/execute-later.ts';
import { describeOnPostgres } from '../../support/databases.ts';

const system = { kind: 'system' } as const;
const anonymous = { kind: 'anonymous' } as const;
const addSetting = (key: string) => sql`insert into setting (key, value) values (${key}, 'x')`;

describeOnPostgres('a transaction whose statements go in batches', (url) => {
	let database: Database;
	beforeAll(async () => {
		database = await openDatabase({ kind: 'postgres', url: url() });
	});
	afterAll(() => database.close());

	const settings = async () =>
		(await database.owner.selectFrom('setting').select('key').execute()).map(({ key }) => key);

	it('runs what is asked for at once in the order in which it was asked for', async () => {
		const counts = await database.run(system, (trx) => {
			const count = async () =>
				Number(
					(await sql<{ n: string }>`select count(*) as n from setting where key like 'o%'`.execute(trx))
						.rows[0]!.n,
				);
			return Promise.all([
				count(),
				addSetting('o1').execute(trx),
				count(),
				executeLater(trx, addSetting('o2')),
				count(),
			]);
		});
		expect([counts[0], counts[2], counts[4]]).toEqual([0, 1, 2]);
	});

	it('fails at its commit with the reason of what was sent with it, and nothing of it holds', async () => {
		const twice = database.run(system, async (trx) => {
			await executeLater(trx, addSetting('twice'));
			await executeLater(trx, addSetting('twice'));
		});
		await expect(twice).rejects.toMatchObject({ code: '23505' });
		expect(await settings()).not.toContain('twice');
	});

	it('names the first reason, where others asked at the same time', async () => {
		const failing = database.run(system, async (trx) => {
			await Promise.all([
				sql`select 1`.execute(trx),
				executeLater(trx, sql`select 1 / ${0}::int`),
				sql`select 2`.execute(trx).catch(() => undefined),
			]);
			await sql`select 3`.execute(trx);
		});
		await expect(failing).rejects.toMatchObject({ code: '22012' });
	});

	it('undoes a part that failed, and goes on', async () => {
		await database.run(system, async (trx) => {
			await executeLater(trx, addSetting('kept'));
			await executeLater(trx, sql`savepoint part`);
			await expect(sql`select 1 / ${0}::int as never`.execute(trx)).rejects.toMatchObject({ code: '22012' });
			await executeLater(trx, sql`rollback to savepoint part`);
			await executeLater(trx, addSetting('after'));
		});
		expect(await settings()).toEqual(expect.arrayContaining(['kept', 'after']));
	});

	it('prepares anew what failed while it was prepared', async () => {
		const text = (by: number) => sql<{ n: number }>`select 10 / ${by}::int as n, 'prepared anew' as words`;
		const divide = (by: number) =>
			database.run(system, async (trx) => (await text(by).execute(trx)).rows[0]!.n);
		expect(await divide(5)).toBe(2);
		for (let i = 0; i < 3; i++) await expect(divide(0)).rejects.toMatchObject({ code: '22012' });
		for (let i = 0; i < 3; i++) expect(await divide(2)).toBe(5);
	});

	it('takes no statement after its end: on the bare connection it would see everything', async () => {
		let kept: Trx | undefined;
		await database.run(anonymous, async (trx) => {
			kept = trx;
			await sql`select 1`.execute(trx);
		});
		await expect(sql`select 1`.execute(kept!)).rejects.toThrow('after the end');
		const strayed: Promise<unknown>[] = [];
		const stray = async (trx: Trx) => {
			await sql`select pg_sleep(0.02)`.execute(trx);
			await sql`select current_user`.execute(trx);
		};
		const failing = database.run(anonymous, async (trx) => {
			strayed.push(stray(trx).catch((error: unknown) => error));
			throw new Error('given up');
		});
		await expect(failing).rejects.toThrow('given up');
		expect(await strayed[0]).toBeInstanceOf(Error);
	});

	it('looks once, as the plain role, and refuses to be asked again', async () => {
		const whoAndWhat = (trx: Trx) =>
			sql`select current_user as who, (select count(*)::int from account) as seen`.execute(trx);
		await database.run(system, (trx) =>
			sql`insert into account (id, phone, role, unlock_key, created_at_ms)
				values (gen_random_uuid(), '13900000000', 'student', 'k', 0)`.execute(trx),
		);
		const { rows } = await database.run(anonymous, whoAndWhat, { isOneLook: true });
		expect(rows).toEqual([{ who: 'campuscover_app', seen: 0 }]);
		expect(await database.run(anonymous, async () => 'nothing', { isOneLook: true })).toBe('nothing');
		const again = database.run(
			system,
			async (trx) => {
				await whoAndWhat(trx);
				return whoAndWhat(trx);
			},
			{ isOneLook: true },
		);
		await expect(again).rejects.toThrow('after the end');
		await expect(
			database.run(system, (trx) => sql`select 1 / ${0}::int`.execute(trx), { isOneLook: true }),
		).rejects.toMatchObject({ code: '22012' });
		// Whatever became of it, the connections are as they were.
		const states = await database.owner.executeQuery<{ state: string }>(
			sql`select state from pg_stat_activity where datname = current_database() and state like '%transaction%'`.compile(
				database.owner,
			),
		);
		expect(states.rows).toEqual([]);
	});
});
