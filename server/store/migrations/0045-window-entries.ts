import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const own = `actor_role() = 'reviewer' and entered_by_account_id = actor_id()`;

/**
 * What staff of the insurance centre took down at the window for a special case. It is no enrollment: its person takes it over as a
 * draft of their own, or has it deleted.
 */
export const windowEntries: Migration = {
	async up(db) {
		await sql`create table window_entry (
			id uuid primary key,
			scheme_id text not null,
			school_code text not null,
			fields jsonb not null,
			person_key text not null,
			why text not null check (length(why) > 0),
			entered_by_account_id uuid not null references account (id),
			entered_at_ms bigint not null,
			entered_on date not null,
			begun_at_ms bigint
		)`.execute(db);
		await sql`create index window_entry_of_person on window_entry (person_key)`.execute(db);
		await sql`create index window_entry_of_staff on window_entry (entered_by_account_id, entered_at_ms)`.execute(
			db,
		);
		await protectTable(db, 'window_entry', {
			select: `${system} or (${own})`,
			insert: `${own} and begun_at_ms is null`,
			update: system,
			delete: system,
		});
	},
};
