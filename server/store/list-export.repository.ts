import type { Insertable, Selectable } from 'kysely';
import type { ExportDesk, ExportRow, ListExportTable } from '#server/usecase/export/ports.ts';
import { jsonb, type Trx } from './database.ts';
import type { OutcomeTables } from './outcome-tables.ts';

type Table = OutcomeTables['list_export'];

function toRow(stored: Selectable<Table>): ExportRow {
	return {
		id: stored.id,
		desk: stored.desk,
		schoolCode: stored.school_code,
		schemeId: stored.scheme_id,
		choice: stored.query,
		names: stored.names,
		reason: stored.reason,
		rows: stored.rows,
		isSecondNeeded: stored.is_second_needed,
		state: stored.state,
		askedByAccountId: stored.asked_by_account_id,
		askedAtMs: stored.asked_at_ms,
		judgedByAccountId: stored.judged_by_account_id,
		judgedAtMs: stored.judged_at_ms,
		made: stored.made,
		cursor: stored.cursor,
		takenAtMs: stored.taken_at_ms,
		fingerprint: stored.fingerprint,
		expiresAtMs: stored.expires_at_ms,
	};
}

function fromRow(row: ExportRow) {
	return {
		id: row.id,
		desk: row.desk,
		school_code: row.schoolCode,
		scheme_id: row.schemeId,
		query: jsonb(row.choice),
		names: row.names,
		reason: row.reason,
		rows: row.rows,
		is_second_needed: row.isSecondNeeded,
		state: row.state,
		asked_by_account_id: row.askedByAccountId,
		asked_at_ms: row.askedAtMs,
		judged_by_account_id: row.judgedByAccountId,
		judged_at_ms: row.judgedAtMs,
		made: row.made,
		cursor: row.cursor === null ? null : jsonb(row.cursor),
		taken_at_ms: row.takenAtMs,
		fingerprint: row.fingerprint,
		expires_at_ms: row.expiresAtMs,
	} as unknown as Insertable<Table>;
}

/** See `ListExportTable` for what each call promises. */
export function listExportRepository(trx: Trx): ListExportTable {
	const ofDesk = ({ desk, schoolCode }: ExportDesk) => {
		const all = trx.selectFrom('list_export').selectAll().where('desk', '=', desk);
		return schoolCode === null ? all : all.where('school_code', '=', schoolCode);
	};
	const parts = (id: string) => trx.selectFrom('list_export_part').where('export_id', '=', id);
	return {
		async insert(row) {
			const result = await trx
				.insertInto('list_export')
				.values(fromRow(row))
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async lock(desk, id) {
			const stored = await ofDesk(desk).where('id', '=', id).forUpdate().executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async update(row) {
			await trx.updateTable('list_export').set(fromRow(row)).where('id', '=', row.id).execute();
		},
		async ofDesk(desk, limit) {
			const rows = await ofDesk(desk).orderBy('asked_at_ms', 'desc').limit(limit).execute();
			return rows.map(toRow);
		},
		async nextToMake(nowMs) {
			const stored = await trx
				.selectFrom('list_export')
				.selectAll()
				.where('state', '=', 'making')
				.where('expires_at_ms', '>', nowMs)
				.orderBy('asked_at_ms')
				.limit(1)
				.forUpdate()
				.skipLocked()
				.executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async addPart(id, { n, rows, hash }) {
			const part = { export_id: id, n, rows: jsonb(rows), hash };
			await trx.insertInto('list_export_part').values(part).execute();
		},
		async part(id, n) {
			const stored = await parts(id).select('rows').where('n', '=', n).executeTakeFirst();
			return stored ? (stored.rows as unknown[]) : null;
		},
		async partHashes(id) {
			const stored = await parts(id).select('hash').orderBy('n').execute();
			return stored.map(({ hash }) => hash);
		},
		async dropParts(id) {
			await trx.deleteFrom('list_export_part').where('export_id', '=', id).execute();
		},
		async dropExpiredParts(nowMs) {
			const over = trx.selectFrom('list_export').select('id').where('expires_at_ms', '<=', nowMs);
			const gone = await trx.deleteFrom('list_export_part').where('export_id', 'in', over).executeTakeFirst();
			return Number(gone.numDeletedRows);
		},
	};
}
