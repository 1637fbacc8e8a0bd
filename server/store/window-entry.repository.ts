import type { Insertable, Selectable } from 'kysely';
import { personKey } from '#shared/domain/identity/person-key.ts';
import type { WindowEntryRow, WindowEntryTable } from '#server/usecase/window/ports.ts';
import { jsonb, type Trx } from './database.ts';
import type { WindowTables } from './window-tables.ts';

type Table = WindowTables['window_entry'];

function toRow(stored: Selectable<Table>): WindowEntryRow {
	return {
		id: stored.id,
		schemeId: stored.scheme_id,
		schoolCode: stored.school_code,
		fields: stored.fields,
		why: stored.why,
		enteredByAccountId: stored.entered_by_account_id,
		enteredAtMs: stored.entered_at_ms,
		enteredOn: stored.entered_on,
		begunAtMs: stored.begun_at_ms,
	};
}

function fromRow(row: WindowEntryRow) {
	return {
		id: row.id,
		scheme_id: row.schemeId,
		school_code: row.schoolCode,
		fields: jsonb(row.fields),
		person_key: personKey(row.fields),
		why: row.why,
		entered_by_account_id: row.enteredByAccountId,
		entered_at_ms: row.enteredAtMs,
		entered_on: row.enteredOn,
		begun_at_ms: row.begunAtMs,
	} as unknown as Insertable<Table>;
}

/** See `WindowEntryTable` for what each call promises. */
export function windowEntryRepository(trx: Trx): WindowEntryTable {
	const all = () => trx.selectFrom('window_entry').selectAll();
	return {
		async insert(row) {
			const result = await trx
				.insertInto('window_entry')
				.values(fromRow(row))
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async get(id) {
			const stored = await all().where('id', '=', id).executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async ofStaff(accountId, limit) {
			const rows = await all()
				.where('entered_by_account_id', '=', accountId)
				.orderBy('entered_at_ms', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toRow);
		},
		async ofPerson(key) {
			const rows = await all().where('person_key', '=', key).orderBy('entered_at_ms', 'desc').execute();
			return rows.map(toRow);
		},
		async begin({ id, schemeId, enteredByAccountId }, accountId, atMs) {
			await trx
				.updateTable('window_entry')
				.where('id', '=', id)
				.where('begun_at_ms', 'is', null)
				.set({ begun_at_ms: atMs })
				.execute();
			const use = { entry_id: id, account_id: accountId, scheme_id: schemeId, begun_at_ms: atMs };
			await trx
				.insertInto('window_use')
				.values({ ...use, entered_by_account_id: enteredByAccountId })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		},
		async remove(id) {
			await trx.deleteFrom('window_entry').where('id', '=', id).execute();
		},
	};
}
