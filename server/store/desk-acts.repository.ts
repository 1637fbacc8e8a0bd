/** Cases in hand, kept filters, approvals of many. */
import { sql } from 'kysely';
import type {
	BulkItem,
	BulkTable,
	HoldTable,
	ReviewTx,
	ReviewViewTable,
} from '#server/usecase/review/ports.ts';
import { jsonb, type Trx } from './database.ts';
import type { Parts } from './parts.ts';
import { deskRepository } from './desk.repository.ts';
import { reviewStatisticsRepository } from './review-statistics.repository.ts';
import { executeLater } from './execute-later.ts';

function holdRepository(trx: Trx): HoldTable {
	return {
		async of(enrollmentId) {
			const stored = await trx
				.selectFrom('case_hold')
				.selectAll()
				.where('enrollment_id', '=', enrollmentId)
				.executeTakeFirst();
			return stored
				? {
						reviewerAccountId: stored.reviewer_account_id,
						takenAtMs: stored.taken_at_ms,
						untilMs: stored.until_ms,
					}
				: null;
		},
		async put(enrollmentId, { reviewerAccountId, takenAtMs, untilMs }) {
			const held = { reviewer_account_id: reviewerAccountId, taken_at_ms: takenAtMs, until_ms: untilMs };
			await trx
				.insertInto('case_hold')
				.values({ enrollment_id: enrollmentId, ...held })
				.onConflict((conflict) => conflict.column('enrollment_id').doUpdateSet(held))
				.execute();
		},
		async remove(enrollmentId) {
			await executeLater(trx, sql`delete from case_hold where enrollment_id = ${enrollmentId}::uuid`);
		},
	};
}

function reviewViewRepository(trx: Trx): ReviewViewTable {
	return {
		list: (accountId) =>
			trx
				.selectFrom('review_view')
				.select(['id', 'name', 'filter'])
				.where('account_id', '=', accountId)
				.orderBy('name')
				.execute(),
		async put({ id, accountId, name, filter, atMs }) {
			await sql`insert into review_view (id, account_id, name, filter, created_at_ms)
				values (${id}, ${accountId}, ${name}, ${jsonb(filter)}, ${atMs})
				on conflict (account_id, name) do update set filter = excluded.filter`.execute(trx);
		},
		async remove(accountId, id) {
			const own = trx.deleteFrom('review_view').where('id', '=', id).where('account_id', '=', accountId);
			const { numDeletedRows } = await own.executeTakeFirst();
			return Number(numDeletedRows) === 1;
		},
	};
}

function bulkRepository(trx: Trx): BulkTable {
	return {
		async add({ id, reviewerAccountId, samplePercent, atMs }, items) {
			await trx
				.insertInto('bulk_approval')
				.values({
					id,
					reviewer_account_id: reviewerAccountId,
					sample_percent: samplePercent,
					created_at_ms: atMs,
				})
				.execute();
			const values = items.map(({ enrollmentId, evaluationId, result, reason }) => ({
				bulk_id: id,
				enrollment_id: enrollmentId,
				evaluation_id: evaluationId,
				result,
				reason,
				done_at_ms: null,
			}));
			await trx.insertInto('bulk_item').values(values).execute();
		},
		async items(reviewerAccountId, bulkId) {
			const { rows } = await sql<BulkItem & { caseNumber: string; name: string }>`
				select i.enrollment_id as "enrollmentId", i.evaluation_id as "evaluationId", i.result, i.reason,
					coalesce(e.case_number, '') as "caseNumber", coalesce(e.fields ->> 'name', '') as "name"
				from bulk_item i join bulk_approval b on b.id = i.bulk_id left join enrollment e on e.id = i.enrollment_id
				where b.reviewer_account_id = ${reviewerAccountId}::uuid and i.bulk_id = ${bulkId}::uuid order by e.submitted_at_ms, i.enrollment_id`.execute(
				trx,
			);
			return rows;
		},
		async settle(bulkId, { enrollmentId, result, reason }, atMs) {
			await trx
				.updateTable('bulk_item')
				.set({ result, reason, done_at_ms: atMs })
				.where('bulk_id', '=', bulkId)
				.where('enrollment_id', '=', enrollmentId)
				.execute();
		},
	};
}

/** Repositories of the reviewer's desk in one transaction. */
export const deskParts: Parts<ReviewTx> = {
	desk: deskRepository,
	holds: holdRepository,
	reviewViews: reviewViewRepository,
	bulk: bulkRepository,
	reviewStatistics: reviewStatisticsRepository,
};
