import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { askActorOnce } from '../row-security.ts';

/**
 * Whose school it is, is asked once a list and no more once a student; and the outcome of a student says the school's word with it, so that
 * the console's sums need not look every student up a second time.
 */
export const schoolLists: Migration = {
	async up(db) {
		for (const table of ['roster_student', 'school_registration']) {
			await askActorOnce(db, table, `${table}_select`, { withSchool: true });
		}
		await sql`create or replace view roster_outcome with (security_invoker = true) as
			select s.id, s.school_code, s.scheme_id, s.college, s.class_name, s.is_leaving, s.enrollment_id,
				e.state as enrollment_state, o.state as order_state,
				case
					when s.word = 'stopped' then 'stopped'
					when e.state in ('declared', 'returned', 'approved') then 'enrolled-here'
					when s.word is not null then s.word
					else 'not-reached'
				end as outcome,
				s.word
			from roster_student s
			left join enrollment e on e.id = s.enrollment_id
			left join payment_order o on o.enrollment_id = e.id and o.state <> 'void'`.execute(db);
	},
};
