import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const school = `(actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school())`;
const ofSchool = `exists (select 1 from drive d
	where d.id = drive_id and d.school_code = drive_roster.school_code)`;

/** Which colleges and classes of its roster a school gives to the phones of a drive, and whether with ID numbers. */
export const driveRoster: Migration = {
	async up(db) {
		await sql`create table drive_roster (
			drive_id uuid primary key references drive (id),
			school_code text not null,
			parts jsonb not null,
			has_id_numbers boolean not null,
			chosen_by_account_id uuid not null references account (id),
			chosen_at_ms bigint not null
		)`.execute(db);
		await protectTable(db, 'drive_roster', {
			// A volunteer is told what is theirs by the product, which looks whether the assignment still stands.
			select: `${system} or ${school}`,
			insert: `${school} and chosen_by_account_id = actor_id() and ${ofSchool}`,
			update: `${school} and chosen_by_account_id = actor_id() and ${ofSchool}`,
			delete: school,
		});
	},
};
