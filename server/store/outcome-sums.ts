import { sql } from 'kysely';
import type { LeavingCounts, OutcomeCount, OutcomeSums, RosterOf } from '#server/usecase/outcome/ports.ts';
import type { Outcome } from '#shared/domain/roster/outcome.ts';
import type { Trx } from './database.ts';

/**
 * Money of this enrollment's order has come, whatever else happened to the order since. Asked of the whole school at once:
 * the database looks the payments up once, not once a student.
 */
export const isPaid = sql<boolean>`coalesce(r.enrollment_id in (select po.enrollment_id from payment_order po
	join payment p on p.order_id = po.id where po.state <> 'void'), false)`;
export const isMarked = sql<boolean>`coalesce(r.enrollment_id in
	(select m.enrollment_id from school_registration m), false)`;
export const isInConflict = sql<boolean>`(r.word in ('elsewhere', 'identity-place', 'declined')
	and r.outcome = 'enrolled-here')`;

interface Summed {
	level: number;
	college: string | null;
	class_name: string | null;
	outcome: Outcome;
	count: number;
	registered: number;
	approved: number;
	paid: number;
	not_marked: number;
	not_paid: number;
	conflicts: number;
	size: number;
}

/** What `grouping(college, class_name)` says of a row: which of both it adds up over. */
const levels = { ofClass: 0, ofCollege: 1 } as const;

/**
 * Every level is added up by itself over the view, and the roster counted once more beside it, in one statement: what
 * another transaction does meanwhile is in all of them or in none.
 */
export async function outcomeSums(trx: Trx, { schoolCode, schemeId }: RosterOf): Promise<OutcomeSums> {
	const { rows } = await sql<Summed>`
		with student as materialized (
			select r.college, r.class_name, r.outcome, r.enrollment_state, ${isPaid} as is_paid,
				${isMarked} as is_marked, ${isInConflict} as is_in_conflict
			from roster_outcome r
			where r.school_code = ${schoolCode} and r.scheme_id = ${schemeId}
		)
		select grouping(college, class_name)::int as level, college, class_name, outcome, count(*)::int as count,
			(count(*) filter (where outcome = 'enrolled-here'))::int as registered,
			(count(*) filter (where outcome = 'enrolled-here' and enrollment_state = 'approved'))::int as approved,
			(count(*) filter (where outcome = 'enrolled-here' and is_paid))::int as paid,
			(count(*) filter (where outcome = 'enrolled-here' and not is_marked))::int as not_marked,
			(count(*) filter (where outcome = 'enrolled-here' and not is_paid))::int as not_paid,
			(count(*) filter (where is_in_conflict))::int as conflicts,
			(select count(*)::int from roster_student
				where school_code = ${schoolCode} and scheme_id = ${schemeId}) as size
		from student
		group by grouping sets ((college, class_name, outcome), (college, outcome), (outcome))
		order by college, class_name, outcome`.execute(trx);
	return { size: rows[0]?.size ?? 0, counts: rows.map(toCount) };
}

function toCount(row: Summed): OutcomeCount {
	return {
		college: row.level <= levels.ofCollege ? row.college : null,
		className: row.level === levels.ofClass ? row.class_name : null,
		outcome: row.outcome,
		count: row.count,
		registered: row.registered,
		approved: row.approved,
		paid: row.paid,
		notMarked: row.not_marked,
		notPaid: row.not_paid,
		conflicts: row.conflicts,
	};
}

export async function leavingCounts(trx: Trx, { schoolCode, schemeId }: RosterOf): Promise<LeavingCounts> {
	const { rows } = await sql<{ total: number; stopped: number; staying: number; still: number }>`
		select count(*)::int as total,
			(count(*) filter (where s.word = 'stopped'))::int as stopped,
			(count(*) filter (where s.stay_reason is not null))::int as staying,
			(count(*) filter (where s.word = 'stopped' and r.enrollment_state in ('declared', 'returned', 'approved')))::int
				as still
		from roster_student s join roster_outcome r on r.id = s.id
		where s.school_code = ${schoolCode} and s.scheme_id = ${schemeId} and s.is_leaving`.execute(trx);
	const { total, stopped, staying, still } = rows[0]!;
	return { total, stopped, staying, stillEnrolled: still };
}
