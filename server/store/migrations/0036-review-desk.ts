import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { askActorOnce, protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const reviewer = `actor_role() = 'reviewer'`;
/** Somebody else's case, as a reviewer sees it. */
const reviewed = `(${reviewer} and exists (select 1 from enrollment e
	where e.id = enrollment_id and e.owner_account_id <> actor_id()))`;

/** As `searchKey` writes it. Beginnings of it are compared as bytes: `>=` and `<` keep what they see to themselves. */
const searchKey = (field: string) =>
	`upper(regexp_replace(normalize(fields ->> '${field}', nfkc) collate "C", '\\s', '', 'g'))`;

/**
 * What the desk looks for stands in columns of its own: an index on an expression of `fields` is never used under
 * row-level security, because taking a value out of a document may tell of rows that the reader must not see.
 */
async function addColumns(db: Kysely<unknown>): Promise<void> {
	await sql`alter table enrollment
		add column name_key text collate "C" generated always as (${sql.raw(searchKey('name'))}) stored,
		add column number_key text collate "C" generated always as (${sql.raw(searchKey('studentNumber'))}) stored,
		add column phone_key text collate "C" generated always as (${sql.raw(searchKey('phone'))}) stored,
		add column newest_outcome text,
		add column finding_count int not null default 0,
		add column is_clean boolean not null default false,
		add column is_sampled boolean not null default false`.execute(db);
}

/** Each list of the desk is one index, in the order in which it is read. Drafts stand in none of them. */
async function addIndexes(db: Kysely<unknown>): Promise<void> {
	const lists: [name: string, columns: string, more?: string][] = [
		['school', 'state, school_code, submitted_at_ms, id'],
		['scheme', 'state, scheme_id, submitted_at_ms, id'],
		['clean', 'state, is_clean, submitted_at_ms, id'],
		['sampled', 'state, submitted_at_ms, id', 'is_sampled'],
		['name', 'name_key, submitted_at_ms, id'],
		['number', 'number_key, submitted_at_ms, id'],
		['phone', 'phone_key'],
	];
	for (const [name, columns, more = 'true'] of lists) {
		await sql`create index ${sql.id(`enrollment_desk_${name}`)} on enrollment (${sql.raw(columns)})
			where state in ('declared', 'returned', 'approved', 'rejected') and ${sql.raw(more)}`.execute(db);
	}
}

/**
 * The newest evaluation in short, beside its enrollment: a list reads no evaluations. Clean is what the rules remark
 * nothing about, once every register has answered and the school's knows the student.
 */
async function keepNewest(db: Kysely<unknown>): Promise<void> {
	const inShort = (content: string) => `newest_outcome = ${content} ->> 'outcome',
		finding_count = coalesce(jsonb_array_length(${content} -> 'findings'), 0),
		is_clean = coalesce(${content} ->> 'outcome' = 'ready', false)
			and not jsonb_path_exists(${content}, '$.findings[*] ? (@.severity != "advice")')
			and jsonb_path_exists(${content}, '$.checks[*] ? (@.register == "school" && @.result == "answered")')
			and not jsonb_path_exists(${content}, '$.checks[*] ? (@.result == "waiting" || @.result == "silent")')`;
	await sql`create function note_evaluation() returns trigger language plpgsql as ${sql.lit(`begin
		update enrollment set ${inShort('new.content')} where id = new.enrollment_id;
		return null;
	end`)}`.execute(db);
	await sql`create trigger evaluation_noted after insert on evaluation
		for each row execute function note_evaluation()`.execute(db);
	await sql`update enrollment set ${sql.raw(inShort('v.content'))} from evaluation v
		where v.enrollment_id = enrollment.id and v.n = (select max(w.n) from evaluation w
			where w.enrollment_id = enrollment.id)`.execute(db);
}

/** Who has a case in hand, until when. It ends by itself; a decision ends it too. */
async function createHolds(db: Kysely<unknown>): Promise<void> {
	await sql`create table case_hold (
		enrollment_id uuid primary key references enrollment (id) on delete cascade,
		reviewer_account_id uuid not null references account (id),
		taken_at_ms bigint not null,
		until_ms bigint not null
	)`.execute(db);
	await sql`create index case_hold_of_reviewer on case_hold (reviewer_account_id, until_ms)`.execute(db);
	await protectTable(db, 'case_hold', {
		select: `${system} or ${reviewer}`,
		insert: `${reviewed} and reviewer_account_id = actor_id()`,
		delete: reviewed,
	});
	await sql`grant update on case_hold to ${sql.id(appRole)}`.execute(db);
	await sql`create policy case_hold_update on case_hold for update to ${sql.id(appRole)}
		using (${sql.raw(reviewed)}) with check (${sql.raw(reviewed)} and reviewer_account_id = actor_id())`.execute(
		db,
	);
}

/** Filters that a reviewer keeps under a name. They hold no words that were searched for. */
async function createViews(db: Kysely<unknown>): Promise<void> {
	await sql`create table review_view (
		id uuid primary key,
		account_id uuid not null references account (id),
		name text not null,
		filter jsonb not null,
		created_at_ms bigint not null,
		unique (account_id, name)
	)`.execute(db);
	const own = `${reviewer} and account_id = actor_id()`;
	await protectTable(db, 'review_view', { select: own, insert: own, update: own, delete: own });
}

/** Approvals of many cases at once: which, what was drawn for checking, and what became of each. */
async function createBulk(db: Kysely<unknown>): Promise<void> {
	await sql`create table bulk_approval (
		id uuid primary key,
		reviewer_account_id uuid not null references account (id),
		sample_percent int not null check (sample_percent between 0 and 100),
		created_at_ms bigint not null
	)`.execute(db);
	await sql`create table bulk_item (
		bulk_id uuid not null references bulk_approval (id),
		enrollment_id uuid not null references enrollment (id) on delete cascade,
		evaluation_id uuid not null,
		result text not null check (result in ('waiting', 'set-aside', 'approved', 'passed-over')),
		reason text check (reason in ('changed', 'held', 'findings', 'decided', 'own', 'failed')),
		done_at_ms bigint,
		primary key (bulk_id, enrollment_id),
		check ((result = 'passed-over') = (reason is not null))
	)`.execute(db);
	const own = `${reviewer} and reviewer_account_id = actor_id()`;
	const ofOwn = `${reviewer} and exists (select 1 from bulk_approval b
		where b.id = bulk_id and b.reviewer_account_id = actor_id())`;
	await protectTable(db, 'bulk_approval', { select: `${system} or ${own}`, insert: own });
	await protectTable(db, 'bulk_item', { select: `${system} or ${ofOwn}`, insert: ofOwn, update: ofOwn });
}

/** The reviewer's desk: lists by index, cases in hand, kept filters, many approvals at once. */
export const reviewDesk: Migration = {
	async up(db) {
		await addColumns(db);
		await keepNewest(db);
		await addIndexes(db);
		await askActorOnce(db, 'enrollment', 'enrollment_select');
		await askActorOnce(db, 'payment_order', 'payment_order_select');
		await createHolds(db);
		await createViews(db);
		await createBulk(db);
	},
};
