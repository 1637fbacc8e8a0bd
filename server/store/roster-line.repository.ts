import { sql } from 'kysely';
import type { ImportCounts, RosterImport, RosterImportTable } from '#server/usecase/roster/ports.ts';
import type { LineProblem } from '#shared/domain/roster/line.ts';
import type { RosterStudent } from '#shared/domain/roster/student.ts';
import type { Trx } from './database.ts';
import { applyImport, canUndo, sameAsKnown, undoImport } from './roster-apply.ts';

type Lines = Pick<
	RosterImportTable,
	| 'dropLines'
	| 'dropChanges'
	| 'lastLine'
	| 'addLines'
	| 'judge'
	| 'lines'
	| 'problems'
	| 'missing'
	| 'apply'
	| 'canUndo'
	| 'undo'
>;

/** What a file's lines say, and what they do to the roster. */
export function rosterLines(trx: Trx): Lines {
	return {
		async dropLines(id, which) {
			const lines = trx.deleteFrom('roster_line').where('import_id', '=', id);
			await (which === 'all' ? lines : lines.where('effect', '<>', 'problem')).execute();
		},
		async dropChanges(id) {
			await trx.deleteFrom('roster_change').where('import_id', '=', id).execute();
		},
		async lastLine(id) {
			const found = await trx
				.selectFrom('roster_line')
				.select((eb) => eb.fn.max('line').as('line'))
				.where('import_id', '=', id)
				.executeTakeFirst();
			return found?.line ?? 0;
		},
		async addLines({ id, schoolCode }, json, afterLine) {
			const result =
				await sql`insert into roster_line (import_id, school_code, line, effect, student, problems)
				select ${id}, ${schoolCode}, line, case when jsonb_typeof(student) = 'object' then 'new' else 'problem' end,
					case when jsonb_typeof(student) = 'object' then student end, problems
				from jsonb_to_recordset(${json}::text::jsonb) as given(line int, student jsonb, problems jsonb)
				where line > ${afterLine}`.execute(trx);
			return Number(result.numAffectedRows ?? 0);
		},
		judge: (row) => judge(trx, row),
		async lines(id, limit) {
			const rows = await trx
				.selectFrom('roster_line')
				.select(['line', 'effect', 'student'])
				.where('import_id', '=', id)
				.where('student', 'is not', null)
				.orderBy('line')
				.limit(limit)
				.execute();
			return rows.map(({ student, ...row }) => ({ ...row, student: student as RosterStudent }));
		},
		async problems(id, limit) {
			const rows = await trx
				.selectFrom('roster_line')
				.select(['line', 'problems'])
				.where('import_id', '=', id)
				.where('effect', '=', 'problem')
				.orderBy('line')
				.limit(limit)
				.execute();
			return rows.map(({ line, problems }) => ({
				line,
				...(problems as { found: LineProblem[]; cells: string[] }),
			}));
		},
		async missing(row, limit) {
			const { rows } = await sql<{ studentNumber: string; name: string }>`
				select s.student_number as "studentNumber", s.name ${missingFrom(row)}
				order by s.college, s.class_name, s.student_number limit ${limit}`.execute(trx);
			return rows;
		},
		apply: (row, atMs) => applyImport(trx, row, atMs),
		canUndo: (row) => canUndo(trx, row),
		undo: (row, atMs) => undoImport(trx, row, atMs),
	};
}

/** A line with a problem names nobody for sure: its number, where it can be read, is not looked for. */
function missingFrom({ id, schoolCode, schemeId }: RosterImport) {
	return sql`from roster_student s where s.school_code = ${schoolCode} and s.scheme_id = ${schemeId}
		and not exists (select 1 from roster_line l where l.import_id = ${id}
			and l.student ->> 'studentNumber' = s.student_number)`;
}

async function judge(
	trx: Trx,
	row: RosterImport,
): Promise<Pick<ImportCounts, 'new' | 'changed' | 'same' | 'problem' | 'missing'>> {
	await sql`update roster_line l set effect = judged.effect from (
			select x.line, case when s.id is null then 'new' when ${sameAsKnown} then 'same' else 'changed' end as effect
			from roster_line x left join roster_student s on s.school_code = ${row.schoolCode}
				and s.scheme_id = ${row.schemeId} and s.student_number = x.student ->> 'studentNumber'
			where x.import_id = ${row.id} and x.student is not null
		) judged where l.import_id = ${row.id} and l.line = judged.line and l.effect <> judged.effect`.execute(trx);
	const { rows } = await sql<{ effect: 'new' | 'changed' | 'same' | 'problem'; count: number }>`
		select effect, count(*) as count from roster_line where import_id = ${row.id} group by effect`.execute(trx);
	const { rows: missing } = await sql<{
		count: number;
	}>`select count(*) as count ${missingFrom(row)}`.execute(trx);
	const counts = { new: 0, changed: 0, same: 0, problem: 0, missing: Number(missing[0]?.count ?? 0) };
	for (const { effect, count } of rows) counts[effect] = Number(count);
	return counts;
}
