import { sql, type Selectable } from 'kysely';
import type {
	FoundFile,
	ImportCounts,
	RosterImport,
	RosterImportTable,
	WantedReading,
} from '#server/usecase/roster/ports.ts';
import type { RosterFailure, RosterImportState } from '#shared/domain/roster/student.ts';
import { jsonb, type Trx } from './database.ts';
import { rosterLines } from './roster-line.repository.ts';
import type { RosterTables } from './roster-tables.ts';

function toImport(stored: Selectable<RosterTables['roster_import']>): RosterImport {
	return {
		id: stored.id,
		schoolCode: stored.school_code,
		schemeId: stored.scheme_id,
		fileHash: stored.file_hash,
		state: stored.state as RosterImportState,
		wanted: stored.mapping as WantedReading,
		found: stored.found as FoundFile | null,
		counts: stored.counts as ImportCounts,
		failure: stored.failure as RosterFailure | null,
		createdBy: stored.created_by_account_id,
		createdAtMs: stored.created_at_ms,
		appliedAtMs: stored.applied_at_ms,
		undoneAtMs: stored.undone_at_ms,
	};
}

function fromImport(row: RosterImport) {
	return {
		id: row.id,
		school_code: row.schoolCode,
		scheme_id: row.schemeId,
		file_hash: row.fileHash,
		state: row.state,
		mapping: jsonb(row.wanted),
		found: row.found && jsonb(row.found),
		counts: jsonb(row.counts),
		failure: row.failure,
		created_by_account_id: row.createdBy,
		created_at_ms: row.createdAtMs,
		applied_at_ms: row.appliedAtMs,
		undone_at_ms: row.undoneAtMs,
	};
}

/** See `RosterImportTable` for what each call promises. */
export function rosterImportRepository(trx: Trx): RosterImportTable {
	const all = () => trx.selectFrom('roster_import').selectAll();
	return {
		async insert(row, bytes) {
			await trx.insertInto('roster_import').values(fromImport(row)).execute();
			const file = { import_id: row.id, school_code: row.schoolCode, bytes };
			await trx.insertInto('roster_file').values(file).execute();
		},
		async get(id) {
			const stored = await all().where('id', '=', id).executeTakeFirst();
			return stored ? toImport(stored) : null;
		},
		async lock(id) {
			const stored = await all().where('id', '=', id).forUpdate().executeTakeFirst();
			return stored ? toImport(stored) : null;
		},
		async update(row) {
			await trx.updateTable('roster_import').set(fromImport(row)).where('id', '=', row.id).execute();
		},
		async list({ schoolCode, schemeId }, limit) {
			const rows = await all()
				.where('school_code', '=', schoolCode)
				.where('scheme_id', '=', schemeId)
				.orderBy('created_at_ms', 'desc')
				.orderBy('id', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toImport);
		},
		async nextToRead() {
			const stored = await all()
				.where('state', '=', 'reading')
				.orderBy('created_at_ms')
				.limit(1)
				.executeTakeFirst();
			const file =
				stored &&
				(await trx
					.selectFrom('roster_file')
					.select('bytes')
					.where('import_id', '=', stored.id)
					.executeTakeFirst());
			return file ? { row: toImport(stored), bytes: file.bytes } : null;
		},
		outdated: (openBeforeMs, appliedBeforeMs) => outdated(trx, openBeforeMs, appliedBeforeMs),
		async dropFile(id) {
			await trx.deleteFrom('roster_file').where('import_id', '=', id).execute();
		},
		...rosterLines(trx),
	};
}

async function outdated(trx: Trx, openBeforeMs: number, appliedBeforeMs: number): Promise<RosterImport[]> {
	const rows = await trx
		.selectFrom('roster_import as i')
		.selectAll()
		.where((eb) =>
			eb.or([
				eb.and([eb('i.state', 'in', ['reading', 'checked']), eb('i.created_at_ms', '<', openBeforeMs)]),
				eb.and([
					eb('i.state', '=', 'applied'),
					eb('i.applied_at_ms', '<', appliedBeforeMs),
					sql<boolean>`(exists (select 1 from roster_line l where l.import_id = i.id)
						or exists (select 1 from roster_change c
							where c.school_code = i.school_code and c.import_id = i.id))`,
				]),
			]),
		)
		.orderBy('i.created_at_ms')
		.limit(20)
		.execute();
	return rows.map(toImport);
}
