import { sql, type RawBuilder } from 'kysely';
import type { StudentOutcome, StudentQuery } from '#server/usecase/outcome/ports.ts';
import type { StudentList } from '#shared/domain/roster/student-list.ts';
import type { Trx } from './database.ts';
import { isInConflict, isMarked, isPaid } from './outcome-sums.ts';

/** The same of the few students of a page. */
const isPaidOne = sql<boolean>`exists (select 1 from payment_order po join payment p on p.order_id = po.id
	where po.enrollment_id = r.enrollment_id and po.state <> 'void')`;
const isOpen = sql<boolean>`(r.outcome = 'not-reached')`;
const conditionByList: Record<StudentList, RawBuilder<boolean>> = {
	conflicts: isInConflict,
	'leaving-open': sql`(s.is_leaving and s.word is distinct from 'stopped' and s.stay_reason is null)`,
	'leaving-stopped': sql`(s.is_leaving and s.word = 'stopped')`,
	staying: sql`(s.stay_reason is not null)`,
	'to-prepare': sql`(${isOpen} and s.prepared_at_ms is null and s.person_key is not null)`,
	'prepared-open': sql`(${isOpen} and s.prepared_at_ms is not null)`,
	'not-registered': sql`(${isOpen} or (r.outcome = 'enrolled-here' and not ${isMarked}))`,
	'not-paid': sql`(${isOpen} or (r.outcome = 'enrolled-here' and not ${isPaid}))`,
};

function chosen({ of, choice }: StudentQuery): RawBuilder<unknown> {
	const { college, className, outcome, list, number } = choice;
	const conditions = [
		sql`s.school_code = ${of.schoolCode}`,
		sql`s.scheme_id = ${of.schemeId}`,
		...(college === undefined ? [] : [sql`s.college = ${college}`]),
		...(className === undefined ? [] : [sql`s.class_name = ${className}`]),
		...(outcome === undefined ? [] : [sql`r.outcome = ${outcome}`]),
		...(list === undefined ? [] : [conditionByList[list]]),
		...(number === undefined ? [] : [sql`starts_with(s.student_number, ${number})`]),
	];
	return sql`from roster_student s join roster_outcome r on r.id = s.id where ${sql.join(conditions, sql` and `)}`;
}

export async function countStudents(trx: Trx, query: StudentQuery): Promise<number> {
	const { rows } = await sql<{ count: number }>`select count(*)::int as count ${chosen(query)}`.execute(trx);
	return rows[0]!.count;
}

export async function pageOfStudents(
	trx: Trx,
	query: StudentQuery,
	after: string | null,
	limit: number,
): Promise<StudentOutcome[]> {
	const place = sql`s.college, s.class_name, s.student_number`;
	// A page that goes on after another school's student, or none, is empty.
	const from =
		after === null
			? sql`true`
			: sql`(${place}) > (select a.college, a.class_name, a.student_number from roster_student a
				where a.id = ${after}::uuid)`;
	const { rows } = await sql<StudentOutcome>`
		select s.id, s.student_number as "studentNumber", s.name, s.college, s.class_name as "className", r.outcome,
			s.word, s.word_basis as "wordBasis", r.enrollment_state as "enrollmentState", r.order_state as "orderState",
			${isPaidOne} as "isPaid", s.is_leaving as "isLeaving", s.stay_reason as "stayReason",
			s.prepared_at_ms is not null as "isPrepared", s.begun_at_ms is not null as "isBegun",
			(select n.students from outcome_scan n where n.student_id = s.id and n.ended_at_ms is null) as "scanOf"
		${chosen(query)} and ${from}
		order by ${place} limit ${limit}`.execute(trx);
	return rows;
}
