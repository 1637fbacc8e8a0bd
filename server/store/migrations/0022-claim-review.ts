import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const own = 'owner_account_id = actor_id()';
const ofOwnClaim = `exists (select 1 from claim c where c.id = claim_id and c.owner_account_id = actor_id())`;
const seen = `exists (select 1 from claim c where c.id = claim_id)`;
const reviewed = `(actor_role() = 'reviewer' and exists (select 1 from claim c
	where c.id = claim_id and c.state <> 'draft' and c.owner_account_id <> actor_id()))`;

async function widenClaims(db: Kysely<unknown>): Promise<void> {
	await sql`alter table claim drop constraint claim_state_check`.execute(db);
	await sql`alter table claim add constraint claim_state_check check (state in
		('draft', 'submitted', 'returned', 'checked', 'processed', 'valuated', 'approved', 'rejected'))`.execute(db);
	await sql`alter table claim
		add column revision int not null default 0,
		add column claimant jsonb,
		add column valuation jsonb,
		add column decided_on date`.execute(db);
	await sql`alter table claim add constraint claim_amount check
		(state not in ('valuated', 'approved') or valuation is not null)`.execute(db);
	await sql`create index claim_queue on claim (state, submitted_at_ms, id)`.execute(db);
}

/** What was said of a claim is only ever added to; the receipts' numbers are looked for across claims. */
async function createReviews(db: Kysely<unknown>): Promise<void> {
	await sql`create table claim_act (
		n bigserial primary key,
		claim_id uuid not null references claim (id) on delete cascade,
		account_id uuid not null references account (id),
		at_ms bigint not null,
		content jsonb not null
	)`.execute(db);
	await sql`create index claim_act_by_claim on claim_act (claim_id, n)`.execute(db);
	await sql`create table claim_receipt (
		claim_id uuid not null references claim (id) on delete cascade,
		number text not null,
		primary key (claim_id, number)
	)`.execute(db);
	await sql`create index claim_receipt_by_number on claim_receipt (number)`.execute(db);
	await protectTable(db, 'claim_act', {
		select: `${system} or ${seen}`,
		insert: `account_id = actor_id() and ((${ofOwnClaim} and content->>'act' = 'submit')
			or (${reviewed} and content->>'act' <> 'submit'))`,
	});
	await protectTable(db, 'claim_receipt', {
		select: `${system} or ${seen}`,
		insert: reviewed,
		delete: reviewed,
	});
	await sql`grant usage on all sequences in schema public to ${sql.id(appRole)}`.execute(db);
}

async function recreate(db: Kysely<unknown>, policy: string, table: string, rest: string): Promise<void> {
	await sql`drop policy ${sql.id(policy)} on ${sql.id(table)}`.execute(db);
	await sql`create policy ${sql.id(policy)} on ${sql.id(table)} ${sql.raw(rest)}`.execute(db);
}

/** A reviewer reads what was handed in, whatever became of it, and moves it on; nobody judges their own. */
async function openToReviewers(db: Kysely<unknown>): Promise<void> {
	const handedIn = `(actor_role() = 'reviewer' and state <> 'draft')`;
	await recreate(
		db,
		'claim_select',
		'claim',
		`for select to ${appRole} using (${system} or ${own} or ${handedIn})`,
	);
	// Its owner changes it while it is with them, and hands it in; an amount is never theirs to write.
	const handable = `state in ('draft', 'returned', 'submitted') and valuation is null`;
	await recreate(
		db,
		'claim_update',
		'claim',
		`for update to ${appRole} using (${own} and state in ('draft', 'returned')) with check (${own} and ${handable})`,
	);
	const judged = `actor_role() = 'reviewer' and ${own.replace('=', '<>')} and state <> 'draft'`;
	await sql`create policy claim_review on claim for update to ${sql.id(appRole)}
		using (${sql.raw(`${judged} and state <> 'returned'`)}) with check (${sql.raw(judged)})`.execute(db);
	const named = `(actor_role() = 'reviewer' and exists (select 1
		from claim_document n join claim c on c.id = n.claim_id
		where n.hash = document.hash and c.owner_account_id = document.owner_account_id
		and c.state <> 'draft'))`;
	await recreate(
		db,
		'document_select',
		'document',
		`for select to ${appRole} using (${system} or ${own} or ${named})`,
	);
}

export const claimReview: Migration = {
	async up(db) {
		await widenClaims(db);
		await createReviews(db);
		await openToReviewers(db);
	},
};
