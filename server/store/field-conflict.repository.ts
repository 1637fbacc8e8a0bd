import { sql } from 'kysely';
import type { FieldConflictRow, FieldConflictTable } from '#server/usecase/enrollment/ports.ts';
import { jsonb, type Trx } from './database.ts';

/** See `FieldConflictTable` for what each call promises. */
export function fieldConflictRepository(trx: Trx): FieldConflictTable {
	return {
		async append(conflicts) {
			if (conflicts.length === 0) return;
			const rows = conflicts.map(
				({ enrollmentId, field, lost, stood, revision, deviceId, atMs }) =>
					sql`(${enrollmentId}::uuid, ${field}, ${jsonb(lost)}, ${jsonb(stood)}, ${revision}::int,
						${deviceId}::uuid, ${atMs}::bigint)`,
			);
			await sql`insert into field_conflict
				(enrollment_id, field, lost, stood, revision, device_id, at_ms)
				values ${sql.join(rows)}`.execute(trx);
		},
		open: (enrollmentId) => openOf(trx, [enrollmentId]),
		openOf: (enrollmentIds) => openOf(trx, enrollmentIds),
		async settle(enrollmentId, numbers, atMs) {
			if (numbers.length === 0) return;
			await trx
				.updateTable('field_conflict')
				.set({ settled_at_ms: atMs })
				.where('enrollment_id', '=', enrollmentId)
				.where('n', 'in', numbers)
				.where('settled_at_ms', 'is', null)
				.execute();
		},
	};
}

async function openOf(trx: Trx, enrollmentIds: string[]): Promise<FieldConflictRow[]> {
	if (enrollmentIds.length === 0) return [];
	const rows = await trx
		.selectFrom('field_conflict')
		.selectAll()
		.where(sql<boolean>`enrollment_id = any(${enrollmentIds}::uuid[])`)
		.where('settled_at_ms', 'is', null)
		.orderBy('n')
		.execute();
	return rows.map((row) => ({
		n: row.n,
		enrollmentId: row.enrollment_id,
		field: row.field,
		lost: row.lost,
		stood: row.stood,
		revision: row.revision,
		deviceId: row.device_id,
		atMs: row.at_ms,
	}));
}
