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
const toOwner = `exists (select 1 from enrollment e where e.owner_account_id = account_id)
	or exists (select 1 from payment_order o where o.owner_account_id = account_id)
	or exists (select 1 from claim c where c.owner_account_id = account_id)`;

/** A notice leads to an enrollment or to a claim; a reviewer tells its owner, and nobody else. */
export const claimNotices: Migration = {
	async up(db) {
		const role = sql.id(appRole);
		await sql`alter table notice alter column enrollment_id drop not null`.execute(db);
		await sql`alter table notice
			add column claim_id uuid references claim (id) on delete cascade,
			add constraint notice_of_one check ((enrollment_id is null) <> (claim_id is null))`.execute(db);
		await sql`drop policy notice_insert on notice`.execute(db);
		await sql`create policy notice_insert on notice for insert to ${role}
			with check ((${sql.raw(`${system} or ${staff}`)}) and (${sql.raw(`${ofEnrollment} or ${ofClaim}`)}))`.execute(
			db,
		);
		await sql`drop policy notice_delivery_insert on notice_delivery`.execute(db);
		await sql`create policy notice_delivery_insert on notice_delivery for insert to ${role}
			with check (${sql.raw(`${system} or (${staff} and (${toOwner}))`)})`.execute(db);
	},
};
