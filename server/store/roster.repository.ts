import { sql } from 'kysely';
import type { RosterTable, RosterTx, StudentQuery, StudentRow } from '#server/usecase/roster/ports.ts';
import type { Trx } from './database.ts';
import type { Parts } from './parts.ts';
import { rosterImportRepository } from './roster-import.repository.ts';
import { rosterMatchRepository } from './roster-match.repository.ts';

/** Above every sign that a name or a number has: what begins like this lies below it. */
const last = '\u{10ffff}';

export const rosterParts: Parts<RosterTx> = {
	rosterImports: rosterImportRepository,
	rosterMatches: rosterMatchRepository,
	rosters: rosterRepository,
};

/** See `RosterTable` for what each call promises. */
function rosterRepository(trx: Trx): RosterTable {
	return {
		page: (query) => page(trx, query),
		async classes({ schoolCode, schemeId }) {
			const { rows } = await sql<{ college: string; className: string; count: number; matched: number }>`
				select college, class_name as "className", count(*) as count, count(enrollment_id) as matched
				from roster_student where school_code = ${schoolCode} and scheme_id = ${schemeId}
				group by college, class_name order by college, class_name`.execute(trx);
			return rows.map((row) => ({ ...row, count: Number(row.count), matched: Number(row.matched) }));
		},
		async waiting({ schoolCode, schemeId }) {
			const { rows } = await sql<{ count: number }>`select count(*) as count from roster_student
				where match_due and school_code = ${schoolCode} and scheme_id = ${schemeId}`.execute(trx);
			return Number(rows[0]?.count ?? 0);
		},
	};
}

async function page(trx: Trx, query: StudentQuery): ReturnType<RosterTable['page']> {
	const conditions = [sql`s.school_code = ${query.schoolCode}`, sql`s.scheme_id = ${query.schemeId}`];
	if (query.college !== null) conditions.push(sql`s.college = ${query.college}`);
	if (query.className !== null) conditions.push(sql`s.class_name = ${query.className}`);
	if (query.only === 'unmatched') conditions.push(sql`s.enrollment_id is null`);
	if (query.text !== null) {
		// Ranges in plain order of signs: an index has them, and they tell nothing across a policy.
		const range = (column: ReturnType<typeof sql>) =>
			sql`(${column} collate "C" >= ${query.text} and ${column} collate "C" < ${query.text + last})`;
		conditions.push(sql`(${range(sql`s.name`)} or ${range(sql`s.student_number`)})`);
	}
	const where = sql.join(conditions, sql` and `);
	const after = sql`(s.college, s.class_name, s.student_number) > (select college, class_name, student_number
		from roster_student where id = ${query.after})`;
	const { rows } = await sql<StudentRow>`select s.id, s.student_number as "studentNumber", s.name,
			s.id_type as "idType", s.id_number as "idNumber", s.person_key as "personKey", s.college,
			s.class_name as "className", s.phone, s.is_leaving as "isLeaving", s.matched_by as "matchedBy"
		from roster_student s where ${query.after === null ? where : sql`${where} and ${after}`}
		order by s.college, s.class_name, s.student_number limit ${query.limit + 1}`.execute(trx);
	const { rows: counted } = await sql<{ total: number }>`
		select count(*) as total from roster_student s where ${where}`.execute(trx);
	return {
		rows: rows.slice(0, query.limit),
		total: Number(counted[0]?.total ?? 0),
		hasMore: rows.length > query.limit,
	};
}
