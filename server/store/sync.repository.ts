import { sql } from 'kysely';
import type { DeviceTable, ReceiptTable } from '#server/usecase/exchange/ports.ts';
import type { Trx } from './database.ts';
import { executeLater } from './execute-later.ts';

/** See `DeviceTable` for what each call promises. */
export function deviceRepository(trx: Trx): DeviceTable {
	return {
		async lock(deviceId, accountId, nowMs) {
			const locked = async () => {
				const { rows } = await sql<{
					account_id: string;
					last_sequence: number;
				}>`select account_id, last_sequence
					from device where id = ${deviceId} for update`.execute(trx);
				return rows[0];
			};
			const make = () =>
				sql`insert into device (id, account_id, last_sequence, created_at_ms, last_seen_at_ms)
					values (${deviceId}, ${accountId}, 0, ${nowMs}, ${nowMs}) on conflict do nothing`.execute(trx);
			const device = (await locked()) ?? (await make().then(locked));
			if (!device || device.account_id !== accountId) return null;
			return { lastSequence: device.last_sequence };
		},
		async look(deviceId, accountId) {
			const { rows } = await sql<{ lastSequence: number }>`select last_sequence as "lastSequence" from device
				where id = ${deviceId} and account_id = ${accountId}`.execute(trx);
			return rows[0] ?? null;
		},
		async advance(deviceId, lastSequence, nowMs) {
			await executeLater(
				trx,
				trx
					.updateTable('device')
					.set({ last_sequence: lastSequence, last_seen_at_ms: nowMs })
					.where('id', '=', deviceId),
			);
		},
	};
}

export function receiptRepository(trx: Trx): ReceiptTable {
	return {
		async insert(receipts) {
			if (receipts.length === 0) return;
			const of = (column: 'deviceId' | 'sequence' | 'bodyHash' | 'atMs') =>
				receipts.map((receipt) => receipt[column]);
			await executeLater(
				trx,
				sql`insert into mutation_receipt (device_id, sequence, body_hash, result, at_ms)
				select device_id, sequence, body_hash, result::jsonb, at_ms
				from unnest(${of('deviceId')}::uuid[], ${of('sequence')}::bigint[], ${of('bodyHash')}::text[],
					${receipts.map(({ result }) => JSON.stringify(result))}::text[], ${of('atMs')}::bigint[])
					as given(device_id, sequence, body_hash, result, at_ms)`,
			);
		},
		async list(deviceId, from, to) {
			const rows = await trx
				.selectFrom('mutation_receipt')
				.selectAll()
				.where('device_id', '=', deviceId)
				.where('sequence', '>=', from)
				.where('sequence', '<=', to)
				.orderBy('sequence')
				.execute();
			return rows.map((row) => ({
				deviceId: row.device_id,
				sequence: row.sequence,
				bodyHash: row.body_hash,
				result: row.result,
				atMs: row.at_ms,
			}));
		},
	};
}
