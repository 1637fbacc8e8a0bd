import { sql, type Selectable } from 'kysely';
import type { FeedbackRow, FeedbackTable } from '#server/usecase/feedback/ports.ts';
import type { Trx } from './database.ts';
import type { FeedbackTables } from './feedback-tables.ts';

function toRow(stored: Selectable<FeedbackTables['feedback']>): FeedbackRow {
	return {
		id: stored.id,
		ownerAccountId: stored.owner_account_id,
		category: stored.category,
		office: stored.office,
		schoolCode: stored.school_code,
		recordId: stored.record_id,
		pictures: stored.pictures,
		words: stored.words,
		state: stored.state,
		answer: stored.answer,
		sentAtMs: stored.sent_at_ms,
		answeredAtMs: stored.answered_at_ms,
	};
}

/** See `FeedbackTable` for what each call promises. */
export function feedbackRepository(trx: Trx): FeedbackTable {
	const all = () => trx.selectFrom('feedback').selectAll();
	/** Of others: nobody answers their own. */
	const toHandle = () => all().where(sql<boolean>`owner_account_id <> actor_id()`);
	return {
		async insert(row) {
			const result = await trx
				.insertInto('feedback')
				.values({
					id: row.id,
					owner_account_id: row.ownerAccountId,
					category: row.category,
					office: row.office,
					school_code: row.schoolCode,
					record_id: row.recordId,
					pictures: row.pictures,
					words: row.words,
					state: row.state,
					answer: row.answer,
					sent_at_ms: row.sentAtMs,
					answered_at_ms: row.answeredAtMs,
				})
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async get(id) {
			const stored = await all().where('id', '=', id).executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async lock(id) {
			const stored = await all().where('id', '=', id).forUpdate().executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async ofOwner(accountId, limit) {
			const rows = await all()
				.where('owner_account_id', '=', accountId)
				.orderBy('sent_at_ms', 'desc')
				.orderBy('id', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toRow);
		},
		async queue({ state, schoolCode, limit }) {
			const office = sql<boolean>`school_code is not distinct from ${schoolCode}::text`;
			const waiting = toHandle().where('state', '=', state).where(office);
			const rows = await waiting.orderBy('sent_at_ms').orderBy('id').limit(limit).execute();
			const counted = await waiting
				.clearSelect()
				.select(sql<number>`count(*)::int`.as('n'))
				.executeTakeFirstOrThrow();
			return { rows: rows.map(toRow), total: counted.n };
		},
		async handle({ id, state, answer, answeredAtMs }) {
			await trx
				.updateTable('feedback')
				.set({ state, answer, answered_at_ms: answeredAtMs })
				.where('id', '=', id)
				.execute();
		},
	};
}
