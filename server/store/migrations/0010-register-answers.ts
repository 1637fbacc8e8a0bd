import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';

const ofEnrollment = `exists (select 1 from enrollment e where e.id = enrollment_id)`;
const reviewed = `(actor_role() = 'reviewer' and exists (select 1 from enrollment e
	where e.id = enrollment_id and e.owner_account_id <> actor_id()))`;

/** Each register answers by itself; a reviewer sees how far asking has come, and may set a fact that none tells. */
export const registerAnswers: Migration = {
	async up(db) {
		await sql`alter table fact_request add column answers jsonb not null default '{}'`.execute(db);
		await sql`create policy fact_request_review on fact_request for select to ${sql.id(appRole)}
			using (actor_role() = 'reviewer' and ${sql.raw(ofEnrollment)})`.execute(db);
		await sql`create policy evaluation_review on evaluation for insert to ${sql.id(appRole)}
			with check (${sql.raw(reviewed)})`.execute(db);
	},
};
