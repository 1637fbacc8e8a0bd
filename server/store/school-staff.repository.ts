import { sql } from 'kysely';
import type { SchoolStaffTable } from '#server/usecase/outcome/ports.ts';
import type { Trx } from './database.ts';

/** See `SchoolStaffTable` for what each call promises. */
export function schoolStaffRepository(trx: Trx): SchoolStaffTable {
	return {
		async insert(row) {
			const result = await trx
				.insertInto('school_staff')
				.values({
					id: row.id,
					school_code: row.schoolCode,
					name: row.name,
					duty: row.duty,
					since: row.since,
					undertaking_on: row.undertakingOn,
					named_by_account_id: row.namedByAccountId,
					named_at_ms: row.namedAtMs,
					ended_on: row.endedOn,
				})
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async ofSchool(schoolCode) {
			const rows = await trx
				.selectFrom('school_staff')
				.selectAll()
				.where('school_code', '=', schoolCode)
				.orderBy(sql`ended_on is not null`)
				.orderBy('since')
				.orderBy('id')
				.execute();
			return rows.map((stored) => ({
				id: stored.id,
				schoolCode: stored.school_code,
				name: stored.name,
				duty: stored.duty,
				since: stored.since,
				undertakingOn: stored.undertaking_on,
				namedByAccountId: stored.named_by_account_id,
				namedAtMs: stored.named_at_ms,
				endedOn: stored.ended_on,
			}));
		},
		async end(schoolCode, id, on) {
			const { numUpdatedRows } = await trx
				.updateTable('school_staff')
				.set({ ended_on: sql`greatest(since, ${on}::date)` })
				.where('id', '=', id)
				.where('school_code', '=', schoolCode)
				.where('ended_on', 'is', null)
				.executeTakeFirst();
			return Number(numUpdatedRows) === 1;
		},
	};
}
