import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const auditor = `actor_role() = 'auditor'`;

/** Walks of the audit chain that an auditor asked for, and the ways by which the entries are searched. */
export const auditChecks: Migration = {
	async up(db) {
		await sql`create table audit_check (
			id uuid primary key,
			asked_by_account_id uuid not null references account (id),
			asked_at_ms bigint not null,
			done_at_ms bigint,
			sealed bigint not null,
			faults jsonb not null
		)`.execute(db);
		await sql`create index audit_check_to_do on audit_check (asked_at_ms) where done_at_ms is null`.execute(
			db,
		);
		await protectTable(db, 'audit_check', {
			select: `${system} or ${auditor}`,
			insert: `${auditor} and asked_by_account_id = actor_id() and done_at_ms is null`,
			update: system,
		});
		await sql`create index audit_entry_by_time on audit_entry (at_ms, id)`.execute(db);
		await sql`create index audit_entry_by_actor on audit_entry (actor, at_ms, id)`.execute(db);
		await sql`create index audit_entry_exports on audit_entry (at_ms, id) where act like '%export%'`.execute(
			db,
		);
	},
};
