import { Client } from 'pg';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { RefusalError } from '#shared/errors/refusal.ts';
import { openDatabase } from '#server/store/database.ts';
import { describeOnEachPlace } from '../../support/databases.ts';

const system = { kind: 'system' } as const;

describeOnEachPlace('a database that closes its connections', (place) => {
	it('is answered with server.unavailable, and worked with again, in a process that goes on', async () => {
		const at = place();
		// The embedded database runs in this process: there is no connection to lose.
		if (at.kind !== 'postgres') return expect(at.kind).toBe('memory');
		const database = await openDatabase(at);
		const closer = new Client(at.url);
		await closer.connect();
		const seen = new Set<string>();
		let isOver = false;
		const work = async () => {
			while (!isOver) {
				try {
					await database.run(system, async (trx) => {
						await sql`select 1`.execute(trx);
						// In the middle of a transaction, and idle: where a driver has nobody to tell.
						await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
						await sql`select 2`.execute(trx);
					});
					seen.add('done');
				} catch (error) {
					seen.add(error instanceof RefusalError ? error.refusal.code : String(error));
				}
			}
		};
		const workers = Array.from({ length: 6 }, work);
		for (let i = 0; i < 15; i++) {
			await new Promise((resolve) => setTimeout(resolve, 50));
			await closer.query(`select pg_terminate_backend(pid) from pg_stat_activity
				where pid <> pg_backend_pid() and datname = current_database()`);
		}
		isOver = true;
		await Promise.all(workers);
		expect(seen).toEqual(new Set(['done', 'server.unavailable']));
		const { rows } = await database.run(system, (trx) => sql`select 1 as one`.execute(trx));
		expect(rows).toEqual([{ one: 1 }]);
		await closer.end();
		await database.close();
	});
});
