import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const seen = `exists (select 1 from enrollment e where e.id = enrollment_id and actor_role() <> 'school-admin')`;
const owned = `exists (select 1 from enrollment e where e.id = enrollment_id and e.owner_account_id = actor_id())`;

/** 已由本人申报: what a volunteer entered, and the person declared by themselves. */
async function allowSuperseded(db: Kysely<unknown>): Promise<void> {
	await sql`alter table enrollment drop constraint enrollment_state_check, drop constraint enrollment_check`.execute(
		db,
	);
	await sql`alter table enrollment
		add constraint enrollment_state_check check (state in
			('draft', 'notified', 'superseded', 'declared', 'returned', 'approved', 'rejected')),
		add constraint enrollment_check check (state in ('draft', 'notified', 'superseded')
			or (person_id is not null and consent is not null
			and case_number is not null and submitted_on is not null))`.execute(db);
}

/** Which person a form is about, so that two of one person find each other. */
async function addPersonKey(db: Kysely<unknown>): Promise<void> {
	await sql`alter table enrollment add column person_key text`.execute(db);
	await sql`update enrollment set person_key = (fields ->> 'idType') || ' '
		|| upper(regexp_replace(fields ->> 'idNumber', '\\s', '', 'g'))`.execute(db);
	await sql`create index enrollment_of_person_key on enrollment (person_key, scheme_id)
		where state not in ('draft', 'superseded', 'rejected')`.execute(db);
}

export const oneCase: Migration = {
	async up(db) {
		await allowSuperseded(db);
		await addPersonKey(db);
		// Submitted, and not yet looked at for others about the same person.
		await sql`create table pairing_request (
			enrollment_id uuid primary key references enrollment (id) on delete cascade
		)`.execute(db);
		const byOwner = `${system} or ${owned}`;
		await protectTable(db, 'pairing_request', { select: byOwner, insert: byOwner, delete: system });
		// The link hangs on the person's own case: who entered the other one does not see it.
		await sql`create table superseded_entry (
			entry_id uuid primary key references enrollment (id) on delete cascade,
			enrollment_id uuid not null references enrollment (id) on delete cascade,
			at_ms bigint not null
		)`.execute(db);
		await sql`create index superseded_entry_of_case on superseded_entry (enrollment_id)`.execute(db);
		await protectTable(db, 'superseded_entry', { select: `${system} or ${seen}`, insert: system });
	},
};
