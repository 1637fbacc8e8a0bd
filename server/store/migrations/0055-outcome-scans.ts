import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const school = `(actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school())`;

/**
 * Scans of what a school's word rests on, a row for each student that one was given for. It stands only while the file does, and is
 * ended when the word is said anew or taken back: what it was of then is still known until the file is collected.
 */
async function createScans(db: Kysely<unknown>): Promise<void> {
	await sql`create table outcome_scan (
		n bigint generated always as identity primary key,
		student_id uuid not null references roster_student (id) on delete cascade,
		school_code text not null,
		owner_account_id uuid not null,
		hash text not null,
		students int not null check (students > 0),
		said_at_ms bigint not null,
		ended_at_ms bigint,
		foreign key (owner_account_id, hash) references document (owner_account_id, hash) on delete cascade
	)`.execute(db);
	await sql`create unique index outcome_scan_open on outcome_scan (student_id)
		where ended_at_ms is null`.execute(db);
	await sql`create index outcome_scan_of_student on outcome_scan (student_id)`.execute(db);
	await sql`create index outcome_scan_of_document on outcome_scan (owner_account_id, hash)`.execute(db);
	await protectTable(db, 'outcome_scan', {
		select: `${system} or ${school}`,
		insert: `${school} and owner_account_id = actor_id() and ended_at_ms is null and exists (select 1
			from roster_student s where s.id = student_id and s.school_code = outcome_scan.school_code)`,
	});
	// Any administrator of the school ends it; nobody makes it name another file.
	const role = sql.id(appRole);
	await sql`grant update (ended_at_ms) on outcome_scan to ${role}`.execute(db);
	await sql`create policy outcome_scan_update on outcome_scan for update to ${role}
		using (${sql.raw(school)} and ended_at_ms is null) with check (${sql.raw(school)})`.execute(db);
}

/** A scan lies among the documents of who brought it; every administrator of the student's school sees it. */
export const outcomeScans: Migration = {
	async up(db) {
		await createScans(db);
		// The scan's own policy holds within; with the offset it is asked of the one file and not of all scans of the school.
		await sql`create policy document_of_outcome on document for select to ${sql.id(appRole)}
			using ((select actor_role() = 'school-admin') and exists (select 1 from outcome_scan n
				where n.owner_account_id = document.owner_account_id and n.hash = document.hash
				and n.ended_at_ms is null offset 0))`.execute(db);
	},
};
