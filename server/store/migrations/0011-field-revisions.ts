import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const owned = `exists (select 1 from enrollment e where e.id = enrollment_id and e.owner_account_id = actor_id())`;

/** Counts each record's edits and remembers who set a field last; what lost against it is kept for its owner. */
export const fieldRevisions: Migration = {
	async up(db) {
		await sql`alter table enrollment
			add column revision int not null default 0,
			add column first_device_id uuid,
			add column field_marks jsonb not null default '{}'`.execute(db);
		await sql`create table field_conflict (
			n bigserial primary key,
			enrollment_id uuid not null references enrollment (id) on delete cascade,
			field text not null,
			lost jsonb not null,
			stood jsonb not null,
			revision int not null,
			device_id uuid,
			at_ms bigint not null,
			settled_at_ms bigint
		)`.execute(db);
		await sql`create index field_conflict_open on field_conflict (enrollment_id, n)
			where settled_at_ms is null`.execute(db);
		// What somebody typed and did not submit is nobody's but theirs.
		await protectTable(db, 'field_conflict', { select: owned, insert: owned, update: owned });
		await sql`grant usage on all sequences in schema public to ${sql.id(appRole)}`.execute(db);
	},
};
