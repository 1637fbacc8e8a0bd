import { Client } from 'pg';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '#server/store/database.ts';
import { describeOnEachPlace } from '../../support/databases.ts';

const system = { kind: 'system' } as const;

describeOnEachPlace('statements that come again', (place) => {
	it('are prepared once on a connection, and lists of any length are not', async () => {
		const at = place();
		// The embedded database has no connection.
		if (at.kind !== 'postgres') return expect(at.kind).toBe('memory');
		const database = await openDatabase(at);
		const prepared = await database.run(system, async (trx) => {
			for (let i = 1; i <= 5; i++) {
				await sql`select ${i}::int as again`.execute(trx);
				const list = Array.from({ length: i }, (_, n) => sql`${n}::int`);
				await sql`select 1 where 1 in (${sql.join(list)})`.execute(trx);
			}
			const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
				trx,
			);
			return rows.map(({ statement }) => statement);
		});
		expect(prepared.filter((statement) => statement.includes('as again'))).toHaveLength(1);
		expect(prepared.filter((statement) => statement.includes('where 1 in'))).toHaveLength(0);
		await database.close();
	});

	it('go on when a newer version gives a table another column, and when the connection is not the one that prepared', async () => {
		const at = place();
		if (at.kind !== 'postgres') return expect(at.kind).toBe('memory');
		const database = await openDatabase(at);
		const other = new Client(at.url);
		await other.connect();
		const read = () =>
			database.run(system, (trx) =>
				trx.selectFrom('setting').selectAll().where('key', '=', 'nobody').execute(),
			);
		for (let i = 0; i < 4; i++) await read();
		await other.query('alter table setting add column later text');
		await expect(read()).resolves.toEqual([]);
		for (let i = 0; i < 4; i++) await read();
		// As a pooler does that hands connections round: what was prepared is on another one.
		await database.run(system, (trx) => sql`deallocate all`.execute(trx));
		await expect(read()).resolves.toEqual([]);
		await other.end();
		await database.close();
	});
});
