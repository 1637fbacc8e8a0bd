import { sql } from 'kysely';
import type { PairingTable } from '#server/usecase/enrollment/ports.ts';
import type { Trx } from './database.ts';
import { executeLater } from './execute-later.ts';

/** See `PairingTable` for what each call promises. */
export function pairingRepository(trx: Trx): PairingTable {
	return {
		async ask(enrollmentId) {
			await executeLater(
				trx,
				sql`insert into pairing_request (enrollment_id) values (${enrollmentId})
				on conflict do nothing`,
			);
		},
		async due(limit) {
			const rows = await trx.selectFrom('pairing_request').select('enrollment_id').limit(limit).execute();
			return rows.map((row) => row.enrollment_id);
		},
		async settle(enrollmentId) {
			await trx.deleteFrom('pairing_request').where('enrollment_id', '=', enrollmentId).execute();
		},
		async link({ entryId, enrollmentId, atMs }) {
			await executeLater(
				trx,
				sql`insert into superseded_entry (entry_id, enrollment_id, at_ms)
				values (${entryId}, ${enrollmentId}, ${atMs})`,
			);
		},
		async entriesOf(enrollmentId) {
			const rows = await trx
				.selectFrom('superseded_entry')
				.select('at_ms')
				.where('enrollment_id', '=', enrollmentId)
				.orderBy('at_ms')
				.execute();
			return rows.map((row) => ({ atMs: row.at_ms }));
		},
	};
}
