import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';

async function createTables(db: Kysely<unknown>): Promise<void> {
	await sql`create table claim (
		id uuid primary key,
		owner_account_id uuid not null references account (id),
		scheme_id text not null,
		claim_kind text not null,
		state text not null check (state in ('draft', 'submitted')),
		fields jsonb not null,
		documents jsonb not null,
		content_hash text,
		submitted_at_ms bigint,
		submitted_on date,
		device_submitted_at_ms bigint,
		created_at_ms bigint not null,
		updated_at_ms bigint not null,
		check (state = 'draft' or (content_hash is not null and submitted_on is not null))
	)`.execute(db);
	await sql`create index claim_by_owner on claim (owner_account_id)`.execute(db);
	// Which files a claim names, for looking the other way; the file may still be on its way.
	await sql`create table claim_document (
		claim_id uuid not null references claim (id) on delete cascade,
		hash text not null,
		primary key (claim_id, hash)
	)`.execute(db);
	await sql`create index claim_document_by_hash on claim_document (hash)`.execute(db);
	await sql`create table document (
		owner_account_id uuid not null references account (id),
		hash text not null,
		size bigint not null check (size > 0),
		type text not null,
		place text not null unique,
		stored_at_ms bigint not null,
		needed_at_ms bigint not null,
		primary key (owner_account_id, hash)
	)`.execute(db);
	await sql`create index document_to_collect on document (needed_at_ms)`.execute(db);
}

/** Claims and their files: a reviewer sees what was handed in, and of files only what such a claim of that owner names. */
export const claimsAndDocuments: Migration = {
	async up(db) {
		await createTables(db);
		const role = sql.id(appRole);
		await sql`alter table change drop constraint change_kind_check`.execute(db);
		await sql`alter table change add constraint change_kind_check
			check (kind in ('enrollment', 'order', 'notice', 'claim'))`.execute(db);
		const own = 'owner_account_id = actor_id()';
		const reviewed = `(actor_role() = 'reviewer' and state = 'submitted')`;
		await protectTable(db, 'claim', {
			select: `${system} or ${own} or ${reviewed}`,
			insert: `${own} and state = 'draft'`,
			delete: `${own} and state = 'draft'`,
		});
		// What was handed in its owner changes no more.
		await sql`grant update on claim to ${role}`.execute(db);
		await sql`create policy claim_update on claim for update to ${role}
			using (${sql.raw(own)} and state = 'draft') with check (${sql.raw(own)})`.execute(db);
		const ofOwnClaim = `exists (select 1 from claim c where c.id = claim_id and c.owner_account_id = actor_id())`;
		await protectTable(db, 'claim_document', {
			select: `${system} or exists (select 1 from claim c where c.id = claim_id)`,
			insert: ofOwnClaim,
			delete: ofOwnClaim,
		});
		const named = `(actor_role() = 'reviewer' and exists (select 1
			from claim_document n join claim c on c.id = n.claim_id
			where n.hash = document.hash and c.owner_account_id = document.owner_account_id
			and c.state = 'submitted'))`;
		await protectTable(db, 'document', {
			select: `${system} or ${own} or ${named}`,
			insert: own,
			update: own,
			delete: system,
		});
	},
};
