import { sql } from 'kysely';
import type { Database } from './database.ts';

/** More numbers than are given out between two backups. */
const numbersLeftOut = 10_000;

/**
 * After a restore the database's past is another one than the devices know. Transaction ids may have begun again, so
 * every change is told by a new one; cursors of before are void; numbers that were given out after the backup, and
 * stand on somebody's paper, are not given to anybody else. Running it twice does no harm.
 */
export async function beginNewHistory(database: Database): Promise<void> {
	await database.owner.transaction().execute(async (trx) => {
		await sql`update change set xid = pg_current_xact_id()`.execute(trx);
		await sql`update setting set value = gen_random_uuid()::text where key = 'feed-generation'`.execute(trx);
		for (const sequence of ['enrollment_case_number', 'payment_order_serial']) {
			const name = sql.lit(sequence);
			await sql`select setval(${name}, nextval(${name}) + ${sql.lit(numbersLeftOut)})`.execute(trx);
		}
	});
}
