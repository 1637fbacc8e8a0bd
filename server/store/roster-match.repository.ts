import { sql } from 'kysely';
import type { CandidateRow, RosterMatchTable } from '#server/usecase/roster/ports.ts';
import { jsonb, type Trx } from './database.ts';

const isActive = sql`e.state in ('declared', 'returned', 'approved')`;

/** See `RosterMatchTable` for what each call promises. */
export function rosterMatchRepository(trx: Trx): RosterMatchTable {
	return {
		async askAbout(enrollmentId) {
			// Each likeness by an index of its own: with an "or" the school's whole roster is read.
			await sql`with e as materialized (select school_code, scheme_id, person_key,
					number_key collate "default" as number_key from enrollment where id = ${enrollmentId}),
				alike as (select s.id from e join roster_student s on s.school_code = e.school_code
						and s.scheme_id = e.scheme_id and s.person_key = e.person_key
					union select s.id from e join roster_student s on s.school_code = e.school_code
						and s.scheme_id = e.scheme_id and s.student_number = e.number_key)
				update roster_student s set match_due = true from alike where s.id = alike.id and not s.match_due`.execute(
				trx,
			);
		},
		async due(limit) {
			await sql`update roster_student s set match_due = false from enrollment e
				where s.match_due and e.id = s.enrollment_id and ${isActive}`.execute(trx);
			const { rows } = await sql<Awaited<ReturnType<RosterMatchTable['due']>>[number]>`
				select id, school_code as "schoolCode", student_number as "studentNumber", name, person_key as "personKey"
				from roster_student where match_due order by id limit ${limit}`.execute(trx);
			return rows;
		},
		enrollmentsFor: (ids) => enrollmentsFor(trx, ids),
		settle: (results) => settle(trx, results),
		candidates: (schoolCode, which, limit) => candidates(trx, schoolCode, which, limit),
		decide: (decision) => decide(trx, decision),
	};
}

async function enrollmentsFor(trx: Trx, ids: string[]): ReturnType<RosterMatchTable['enrollmentsFor']> {
	if (ids.length === 0) return [];
	const wanted = sql`s.id = any(${ids}::uuid[])`;
	const sameSchool = sql`e.school_code = s.school_code and e.scheme_id = s.scheme_id and ${isActive}`;
	const { rows } = await sql<Awaited<ReturnType<RosterMatchTable['enrollmentsFor']>>[number]>`
		with pairs as (
			select s.id as student_id, e.id as enrollment_id from roster_student s
				join enrollment e on ${sameSchool} and e.person_key = s.person_key where ${wanted}
			union
			select s.id, e.id from roster_student s
				join enrollment e on ${sameSchool} and e.number_key = s.student_number collate "C" where ${wanted}
		)
		select p.student_id as "forStudentId", e.id, e.fields ->> 'studentNumber' as "studentNumber",
			e.fields ->> 'name' as name, e.person_key as "personKey", o.id as "studentId"
		from pairs p join enrollment e on e.id = p.enrollment_id left join roster_student o on o.enrollment_id = e.id
		where not exists (select 1 from roster_candidate c where c.student_id = p.student_id
			and c.enrollment_id = p.enrollment_id and c.refused_at_ms is not null)
		order by e.submitted_at_ms, e.id`.execute(trx);
	return rows;
}

async function settle(
	trx: Trx,
	{ students, matched, asked, atMs }: Parameters<RosterMatchTable['settle']>[0],
): Promise<void> {
	await sql`delete from roster_candidate where student_id = any(${students}::uuid[]) and refused_at_ms is null`.execute(
		trx,
	);
	await sql`insert into roster_candidate (student_id, enrollment_id, school_code, reason, created_at_ms)
		select "studentId", "enrollmentId", "schoolCode", reason, ${atMs}::bigint
		from jsonb_to_recordset(${jsonb(asked)})
			as given("studentId" uuid, "enrollmentId" uuid, "schoolCode" text, reason text)
		on conflict do nothing`.execute(trx);
	await sql`update roster_student s set enrollment_id = m."enrollmentId", matched_by = m."by", updated_at_ms = ${atMs}
		from jsonb_to_recordset(${jsonb(matched)}) as m("studentId" uuid, "enrollmentId" uuid, "by" text)
		where s.id = m."studentId"`.execute(trx);
	await sql`update roster_student set match_due = false where id = any(${students}::uuid[])`.execute(trx);
}

async function candidates(
	trx: Trx,
	schoolCode: string,
	which: 'open' | 'decided',
	limit: number,
): ReturnType<RosterMatchTable['candidates']> {
	const isSame = sql`(s.enrollment_id = e.id and s.matched_by = 'person')`;
	const from = sql`from roster_candidate c join roster_student s on s.id = c.student_id
		join enrollment e on e.id = c.enrollment_id where c.school_code = ${schoolCode}
		and s.school_code = ${schoolCode} and e.school_code = ${schoolCode} and ${
			which === 'open'
				? sql`c.refused_at_ms is null and s.enrollment_id is null and ${isActive}`
				: sql`(c.refused_at_ms is not null or ${isSame})`
		}`;
	const { rows } = await sql<
		{ student: CandidateRow['student']; enrollment: CandidateRow['enrollment'] } & Omit<
			CandidateRow,
			'student' | 'enrollment'
		>
	>`
		select s.id as "studentId", e.id as "enrollmentId", c.reason,
			case when ${isSame} then 'same' when c.refused_at_ms is not null then 'other' end as word,
			jsonb_build_object('studentNumber', s.student_number, 'name', s.name, 'idNumber', s.id_number,
				'college', s.college, 'className', s.class_name) as student,
			jsonb_build_object('studentNumber', e.fields ->> 'studentNumber', 'name', e.fields ->> 'name',
				'idNumber', e.fields ->> 'idNumber') as enrollment
		${from} order by ${which === 'open' ? sql`c.created_at_ms` : sql`coalesce(c.refused_at_ms, s.updated_at_ms) desc`},
			s.student_number, e.id limit ${limit}`.execute(trx);
	const { rows: counted } = await sql<{ total: number }>`select count(*) as total ${from}`.execute(trx);
	return { rows, total: Number(counted[0]?.total ?? 0) };
}

async function decide(trx: Trx, decision: Parameters<RosterMatchTable['decide']>[0]): Promise<boolean> {
	const { studentId, enrollmentId, word, schoolCode, accountId, atMs } = decision;
	const asked = sql`student_id = ${studentId} and enrollment_id = ${enrollmentId} and school_code = ${schoolCode}`;
	const done = async (statement: ReturnType<typeof sql>) =>
		Number((await statement.execute(trx)).numAffectedRows ?? 0) > 0;
	if (word === 'same') {
		return done(sql`update roster_student set enrollment_id = ${enrollmentId}, matched_by = 'person',
				match_due = false, updated_at_ms = ${atMs}
			where id = ${studentId} and enrollment_id is null
				and exists (select 1 from roster_candidate where ${asked} and refused_at_ms is null)
				and not exists (select 1 from roster_student where enrollment_id = ${enrollmentId})`);
	}
	if (word === 'other') {
		return done(sql`update roster_candidate set refused_by_account_id = ${accountId}, refused_at_ms = ${atMs}
			where ${asked} and refused_at_ms is null
				and not exists (select 1 from roster_student where id = ${studentId} and enrollment_id = ${enrollmentId})`);
	}
	const refused =
		await done(sql`update roster_candidate set refused_by_account_id = null, refused_at_ms = null
		where ${asked} and refused_at_ms is not null`);
	return (
		refused ||
		done(sql`update roster_student set enrollment_id = null, matched_by = null, updated_at_ms = ${atMs}
			where id = ${studentId} and enrollment_id = ${enrollmentId} and matched_by = 'person'
				and school_code = ${schoolCode}`)
	);
}
