import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const school = `(actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school())`;

/** The file itself, which holds ID numbers: no call answers with it, and it goes when its lines are the roster. */
async function keepFiles(db: Kysely<unknown>): Promise<void> {
	await sql`create table roster_file (
		import_id uuid primary key references roster_import (id) on delete cascade,
		school_code text not null,
		bytes bytea not null
	)`.execute(db);
	// The school takes its own file away when it applies it, and a row that is deleted must be seen.
	const all = `${system} or ${school}`;
	await protectTable(db, 'roster_file', { select: all, insert: all, delete: all });
	await sql`alter table roster_import add column found jsonb`.execute(db);
	await sql`create index roster_import_to_read on roster_import (created_at_ms) where state = 'reading'`.execute(
		db,
	);
}

/** Who is to be looked at for an enrollment, and how one is found by its student number. */
async function askForMatches(db: Kysely<unknown>): Promise<void> {
	await sql`alter table roster_student add column match_due boolean not null default false`.execute(db);
	await sql`create index roster_student_match_due on roster_student (id) where match_due`.execute(db);
	await sql`create index roster_student_by_name
		on roster_student (school_code, scheme_id, (name collate "C"))`.execute(db);
	await sql`create index enrollment_of_student_number on enrollment (school_code, scheme_id,
		(upper(regexp_replace(normalize(fields ->> 'studentNumber', NFKC), '\\s', '', 'g'))))
		where state in ('declared', 'returned', 'approved')`.execute(db);
	await sql`create index roster_change_of_import on roster_change (school_code, import_id)`.execute(db);
}

/** What reading a school's file and matching its students needs beside them. */
export const rosterReading: Migration = {
	async up(db) {
		await keepFiles(db);
		await askForMatches(db);
	},
};
