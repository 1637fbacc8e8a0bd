import { sql } from 'kysely';
import type { DriveRosterTable } from '#server/usecase/drive/roster-ports.ts';
import type { RosterPart, RosterStudent } from '#shared/protocol/drive-roster.ts';
import { jsonb, type Trx } from './database.ts';

/** The student is of one of these parts. */
const isOf = (parts: RosterPart[]) => sql<boolean>`exists (
	select 1 from jsonb_to_recordset(${jsonb(parts)}) as part (college text, "className" text)
	where part.college = s.college and (part."className" is null or part."className" = s.class_name))`;

/** See `DriveRosterTable` for what each call promises. */
export function driveRosterRepository(trx: Trx): DriveRosterTable {
	return {
		async get(driveId) {
			const row = await trx
				.selectFrom('drive_roster')
				.selectAll()
				.where('drive_id', '=', driveId)
				.executeTakeFirst();
			return row
				? {
						driveId: row.drive_id,
						schoolCode: row.school_code,
						parts: row.parts,
						hasIdNumbers: row.has_id_numbers,
						chosenByAccountId: row.chosen_by_account_id,
						chosenAtMs: row.chosen_at_ms,
					}
				: null;
		},
		async put({ driveId, schoolCode, parts, hasIdNumbers, chosenByAccountId, chosenAtMs }) {
			await sql`insert into drive_roster
					(drive_id, school_code, parts, has_id_numbers, chosen_by_account_id, chosen_at_ms)
				values (${driveId}::uuid, ${schoolCode}, ${jsonb(parts)}, ${hasIdNumbers},
					${chosenByAccountId}::uuid, ${chosenAtMs}::bigint)
				on conflict (drive_id) do update set parts = excluded.parts, has_id_numbers = excluded.has_id_numbers,
					chosen_by_account_id = excluded.chosen_by_account_id, chosen_at_ms = excluded.chosen_at_ms`.execute(trx);
		},
		async remove(driveId) {
			await trx.deleteFrom('drive_roster').where('drive_id', '=', driveId).execute();
		},
		async classes({ schoolCode, schemeId }) {
			const { rows } = await sql<{ college: string; className: string; count: number }>`
				select s.college, s.class_name as "className", count(*)::int as count from roster_student s
				where s.school_code = ${schoolCode} and s.scheme_id = ${schemeId}
				group by 1, 2 order by 1, 2`.execute(trx);
			return rows;
		},
		async measure({ schoolCode, schemeId, parts }) {
			const { rows } = await sql<{ count: number; changed: string | number | null }>`
				select count(*)::int as count, max(s.updated_at_ms) as changed from roster_student s
				where s.school_code = ${schoolCode} and s.scheme_id = ${schemeId} and ${isOf(parts)}`.execute(trx);
			return { count: rows[0]?.count ?? 0, changedAtMs: Number(rows[0]?.changed ?? 0) };
		},
		async page({ schoolCode, schemeId, parts }, after, limit) {
			const { rows } = await sql<RosterStudent>`
				select s.id, s.name, s.student_number as "studentNumber", s.college, s.class_name as "className",
					s.id_type as "idType", s.id_number as "idNumber",
					(s.enrollment_id is not null or s.word is not null or s.is_leaving) as "isSettled"
				from roster_student s
				where s.school_code = ${schoolCode} and s.scheme_id = ${schemeId} and ${isOf(parts)}
					and s.student_number > ${after ?? ''}
				order by s.student_number limit ${limit}`.execute(trx);
			return rows;
		},
	};
}
