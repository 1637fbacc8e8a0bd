import { sql } from 'kysely';
import type { LeftOpen, StatementTable } from '#server/usecase/statement/ports.ts';
import type { Trx } from './database.ts';

/** What clerks leave open. See `StatementTable` for what each call promises. */
export function leftOpen(trx: Trx): Pick<StatementTable, 'leave' | 'left'> {
	return {
		async leave({ kind, subject, line, reason, words, accountId, atMs }) {
			const row = { kind, subject, line, reason, words, account_id: accountId, at_ms: atMs };
			await trx.insertInto('left_open').values(row).execute();
		},
		async left(limit) {
			const { rows } = await sql<LeftOpen>`
				select kind, subject, line, reason, words, account_id as "accountId", at_ms as "atMs" from (
					select distinct on (kind, subject, line) * from left_open order by kind, subject, line, at_ms desc
				) newest order by at_ms desc limit ${limit}`.execute(trx);
			return rows;
		},
	};
}
