import type { UnsentNoteTable } from '#server/usecase/exchange/ports.ts';
import type { Trx } from './database.ts';

/** See `UnsentNoteTable` for what each call promises. */
export function unsentNoteRepository(trx: Trx): UnsentNoteTable {
	return {
		async put({ deviceId, accountId, browserHash, records, files, heardAtMs }) {
			const said = { browser_hash: browserHash, records, files, heard_at_ms: heardAtMs };
			await trx
				.insertInto('unsent_note')
				.values({ device_id: deviceId, account_id: accountId, ...said })
				.onConflict((conflict) => conflict.column('device_id').doUpdateSet(said))
				.execute();
		},
		async formerOf({ deviceId, accountId, browserHash }) {
			const row = await trx
				.selectFrom('unsent_note')
				.selectAll()
				.where('account_id', '=', accountId)
				.where('browser_hash', '=', browserHash)
				.where('device_id', '!=', deviceId)
				.orderBy('heard_at_ms', 'desc')
				.limit(1)
				.executeTakeFirst();
			if (!row) return null;
			const { records, files } = row;
			return { deviceId: row.device_id, accountId, browserHash, records, files, heardAtMs: row.heard_at_ms };
		},
	};
}
