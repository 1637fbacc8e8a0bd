import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const school = `(actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school())`;
const ofSchool = (table: string) => `exists (select 1 from drive d
	where d.id = drive_id and d.school_code = ${table}.school_code)`;

/**
 * A student takes back the consent given at a volunteer's table, and what was entered goes; that it was there stays as an id alone, so
 * that the same sent again does not come back. And whom a school lets join its drive by their phone's number.
 */
export const entryWithdrawn: Migration = {
	async up(db) {
		await sql`create table withdrawn_entry (
			enrollment_id uuid primary key,
			drive_id uuid not null references drive (id),
			assignment_id uuid not null references drive_assignment (id),
			school_code text not null,
			withdrawn_at_ms bigint not null
		)`.execute(db);
		await protectTable(db, 'withdrawn_entry', {
			// The volunteer whose phone may send it again.
			select: `${system} or ${school} or exists (select 1 from drive_assignment a
				where a.id = assignment_id and a.account_id = actor_id())`,
			insert: system,
		});
		await sql`create policy enrollment_delete_withdrawn on enrollment for delete to ${sql.id(appRole)}
			using (actor_is_system() and state = 'notified' and drive_id is not null)`.execute(db);
		await sql`create table drive_helper (
			drive_id uuid not null references drive (id),
			phone text not null,
			school_code text not null,
			added_by_account_id uuid not null references account (id),
			added_at_ms bigint not null,
			primary key (drive_id, phone)
		)`.execute(db);
		await protectTable(db, 'drive_helper', {
			select: `${system} or ${school}`,
			insert: `${school} and added_by_account_id = actor_id() and ${ofSchool('drive_helper')}`,
			delete: school,
		});
	},
};
