import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const ownSchool = `actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school()`;
const approvedThere = `exists (select 1 from enrollment e where e.id = enrollment_id
	and e.state = 'approved' and e.school_code = school_registration.school_code)`;
const markedThere = `exists (select 1 from school_registration r
	where r.enrollment_id = payment_order.enrollment_id and r.school_code = actor_school())`;

/** Which students their school has entered in the insurance platform (C8, C9). Only ever added to. */
export const schoolRegistration: Migration = {
	async up(db) {
		await sql`create table school_registration (
			enrollment_id uuid primary key references enrollment (id),
			school_code text not null,
			marked_by_account_id uuid not null references account (id),
			marked_at_ms bigint not null,
			marked_on date not null
		)`.execute(db);
		await protectTable(db, 'school_registration', {
			select: `actor_is_system() or (${ownSchool})`,
			insert: `${ownSchool} and marked_by_account_id = actor_id() and ${approvedThere}`,
		});
		// A school changes an order of its own only behind its mark, and never makes it anything but due.
		const lifted = `(state = 'due' and ${ownSchool} and ${markedThere})`;
		await sql`drop policy payment_order_update on payment_order`.execute(db);
		await sql`create policy payment_order_update on payment_order for update to ${sql.id(appRole)}
			using (actor_is_system() or ${sql.raw(lifted)})
			with check (actor_is_system() or ${sql.raw(lifted)})`.execute(db);
	},
};
