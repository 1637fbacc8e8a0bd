import { sql, type Selectable } from 'kysely';
import type { FactRequest, FactRequestTable } from '#server/usecase/enrollment/ports.ts';
import { jsonb, type Trx } from './database.ts';
import { executeLater } from './execute-later.ts';
import type { FlowTables } from './flow-tables.ts';

/** See `FactRequestTable` for what each call promises. */
export function factRequestRepository(trx: Trx): FactRequestTable {
	return {
		async put(request) {
			await executeLater(
				trx,
				sql`insert into fact_request (enrollment_id, attempts, next_try_at_ms, answers)
				values (${request.enrollmentId}, ${request.attempts}, ${request.nextTryAtMs}, ${jsonb(request.answers)})
				on conflict (enrollment_id) do update set attempts = excluded.attempts,
				next_try_at_ms = excluded.next_try_at_ms, answers = excluded.answers`,
			);
		},
		async due(nowMs, limit) {
			const rows = await trx
				.selectFrom('fact_request')
				.selectAll()
				.where('next_try_at_ms', '<=', nowMs)
				.orderBy('next_try_at_ms')
				.limit(limit)
				.execute();
			return rows.map(toFactRequest);
		},
		async get(enrollmentId) {
			const row = await trx
				.selectFrom('fact_request')
				.selectAll()
				.where('enrollment_id', '=', enrollmentId)
				.executeTakeFirst();
			return row ? toFactRequest(row) : null;
		},
		async remove(enrollmentId) {
			await trx.deleteFrom('fact_request').where('enrollment_id', '=', enrollmentId).execute();
		},
	};
}

function toFactRequest(row: Selectable<FlowTables['fact_request']>): FactRequest {
	return {
		enrollmentId: row.enrollment_id,
		attempts: row.attempts,
		nextTryAtMs: row.next_try_at_ms,
		answers: row.answers,
	};
}
