import type { Insertable, Selectable } from 'kysely';
import type { StopRow, StopTable } from '#server/usecase/stop/ports.ts';
import { jsonb, type Trx } from './database.ts';
import type { StopTables } from './stop-tables.ts';

function toRow(stored: Selectable<StopTables['stop_registration']>): StopRow {
	return {
		id: stored.id,
		ownerAccountId: stored.owner_account_id,
		enrollmentId: stored.enrollment_id,
		form: stored.form,
		state: stored.state,
		receiptNumber: stored.receipt_number,
		refusal: stored.refusal,
		requestedAtMs: stored.requested_at_ms,
		settledAtMs: stored.settled_at_ms,
	};
}

/** See `StopTable` for what each call promises. */
export function stopRepository(trx: Trx): StopTable {
	const all = () => trx.selectFrom('stop_registration').selectAll();
	return {
		async insert(row) {
			const values = {
				id: row.id,
				owner_account_id: row.ownerAccountId,
				enrollment_id: row.enrollmentId,
				form: jsonb(row.form),
				state: row.state,
				receipt_number: row.receiptNumber,
				refusal: row.refusal,
				requested_at_ms: row.requestedAtMs,
				settled_at_ms: row.settledAtMs,
			} as unknown as Insertable<StopTables['stop_registration']>;
			const result = await trx
				.insertInto('stop_registration')
				.values(values)
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
		async latest(accountId, enrollmentId) {
			const stored = await all()
				.where('owner_account_id', '=', accountId)
				.where('enrollment_id', '=', enrollmentId)
				.orderBy('requested_at_ms', 'desc')
				.orderBy('id', 'desc')
				.limit(1)
				.executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async settle({ id, state, receiptNumber, refusal, settledAtMs }) {
			await trx
				.updateTable('stop_registration')
				.set({ state, receipt_number: receiptNumber, refusal, settled_at_ms: settledAtMs })
				.where('id', '=', id)
				.execute();
		},
	};
}
