import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';

const system = 'actor_is_system()';
const staff = `actor_role() in ('reviewer', 'clerk', 'school-admin')`;
const ofEnrollment = `exists (select 1 from enrollment e
	where e.id = notice.enrollment_id and e.owner_account_id = notice.account_id)
	or exists (select 1 from payment_order o
	where o.enrollment_id = notice.enrollment_id and o.owner_account_id = notice.account_id)`;
const ofClaim = `exists (select 1 from claim c
	where c.id = notice.claim_id and c.owner_account_id = notice.account_id)`;
/** Of no record yet: that the school has prepared an entry. Only the product itself tells so. */
const ofNothing = `(${system} and notice.kind = 'prepared'
	and notice.enrollment_id is null and notice.claim_id is null)`;

/**
 * A school prepares entries for students of its roster (参保登记 in a batch). Nothing of a student is copied for it: the student of the
 * roster says who prepared it, when its person has taken it over, and whether that person is still to be told.
 */
export const preparedEntries: Migration = {
	async up(db) {
		await sql`alter table roster_student
			add column prepared_at_ms bigint,
			add column prepared_by_account_id uuid references account (id),
			add column begun_at_ms bigint,
			add column tell_due boolean not null default false,
			add constraint roster_student_prepared
				check ((prepared_at_ms is null) = (prepared_by_account_id is null)),
			add constraint roster_student_begun check (begun_at_ms is null or prepared_at_ms is not null),
			add constraint roster_student_tell check (not tell_due or prepared_at_ms is not null)`.execute(db);
		await sql`create index roster_student_tell_due on roster_student (id) where tell_due`.execute(db);
		await sql`alter table notice
			drop constraint notice_of_one,
			add constraint notice_of_one check (case when kind = 'prepared'
				then enrollment_id is null and claim_id is null
				else (enrollment_id is null) <> (claim_id is null) end)`.execute(db);
		const role = sql.id(appRole);
		await sql`drop policy notice_insert on notice`.execute(db);
		await sql`create policy notice_insert on notice for insert to ${role} with check (${sql.raw(
			`((${system} or ${staff}) and (${ofEnrollment} or ${ofClaim})) or ${ofNothing}`,
		)})`.execute(db);
	},
};
