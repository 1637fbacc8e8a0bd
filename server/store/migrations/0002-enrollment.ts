import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

async function createEnrollments(db: Kysely<unknown>): Promise<void> {
	await sql`create table enrollment (
		id uuid primary key,
		owner_account_id uuid not null references account (id),
		person_id uuid,
		scheme_id text not null,
		school_code text not null,
		state text not null
			check (state in ('draft', 'notified', 'declared', 'returned', 'approved', 'rejected')),
		fields jsonb not null,
		consent jsonb,
		consent_received_at_ms bigint,
		signature_hash text,
		letter_text text,
		content_hash text,
		school_confirmed boolean not null,
		case_number text unique,
		submitted_at_ms bigint,
		submitted_on date,
		device_submitted_at_ms bigint,
		decided_at_ms bigint,
		decided_on date,
		created_at_ms bigint not null,
		updated_at_ms bigint not null,
		check (state in ('draft', 'notified') or (person_id is not null and consent is not null
			and case_number is not null and submitted_on is not null)),
		check (state not in ('declared', 'approved', 'rejected') or content_hash is not null)
	)`.execute(db);
	await sql`create unique index enrollment_of_person on enrollment (person_id, scheme_id)
		where state in ('declared', 'returned', 'approved')`.execute(db);
	await sql`create index enrollment_by_owner on enrollment (owner_account_id)`.execute(db);
	await sql`create index enrollment_queue on enrollment (state, submitted_at_ms, id)`.execute(db);
	await sql`create index enrollment_by_school on enrollment (school_code, state)`.execute(db);
	await sql`create sequence enrollment_case_number`.execute(db);
	await sql`create table signature (
		enrollment_id uuid not null references enrollment (id) on delete cascade,
		hash text not null,
		content jsonb not null,
		received_at_ms bigint not null,
		primary key (enrollment_id, hash)
	)`.execute(db);
	await sql`create table evaluation (
		n bigserial primary key,
		id uuid not null unique,
		enrollment_id uuid not null references enrollment (id),
		content jsonb not null
	)`.execute(db);
	await sql`create index evaluation_by_enrollment on evaluation (enrollment_id, n)`.execute(db);
	await sql`create table fact_request (
		enrollment_id uuid primary key references enrollment (id) on delete cascade,
		attempts int not null,
		next_try_at_ms bigint not null
	)`.execute(db);
}

async function createPayments(db: Kysely<unknown>): Promise<void> {
	await sql`create table payment_order (
		id uuid primary key,
		enrollment_id uuid not null unique references enrollment (id),
		owner_account_id uuid not null references account (id),
		person_id uuid not null,
		scheme_id text not null,
		school_code text not null,
		insurance_year int not null,
		payer_name_masked text not null,
		state text not null check (state in ('due', 'paid', 'void')),
		fee jsonb not null,
		amount_fen bigint not null check (amount_fen > 0),
		serial text not null unique,
		created_at_ms bigint not null,
		updated_at_ms bigint not null,
		acknowledged_at_ms bigint,
		attempts int not null,
		next_try_at_ms bigint not null
	)`.execute(db);
	await sql`create unique index order_of_person on payment_order (person_id, scheme_id, insurance_year)
		where state <> 'void'`.execute(db);
	await sql`create index order_to_do on payment_order (state, next_try_at_ms)`.execute(db);
	await sql`create index order_page on payment_order (created_at_ms desc, id desc)`.execute(db);
	await sql`create sequence payment_order_serial`.execute(db);
	await sql`create table payment (
		id uuid primary key,
		order_id uuid not null unique references payment_order (id),
		tax_receipt_number text not null unique,
		paid_fen bigint not null check (paid_fen > 0),
		paid_at_ms bigint not null,
		paid_on date not null,
		method text not null,
		period_from date not null,
		period_to date not null,
		coverage jsonb not null,
		created_at_ms bigint not null
	)`.execute(db);
}

async function createSync(db: Kysely<unknown>): Promise<void> {
	await sql`create table device (
		id uuid primary key,
		account_id uuid not null references account (id),
		last_sequence bigint not null,
		created_at_ms bigint not null,
		last_seen_at_ms bigint not null
	)`.execute(db);
	await sql`create table mutation_receipt (
		device_id uuid not null references device (id),
		sequence bigint not null,
		body_hash text not null,
		result jsonb not null,
		at_ms bigint not null,
		primary key (device_id, sequence)
	)`.execute(db);
	await sql`create table change (
		n bigserial primary key,
		xid xid8 not null default pg_current_xact_id(),
		account_id uuid not null,
		kind text not null check (kind in ('enrollment', 'order')),
		record_id uuid not null
	)`.execute(db);
	await sql`insert into setting (key, value) values ('feed-generation', gen_random_uuid()::text)`.execute(db);
	await sql`create index change_feed on change (account_id, xid, n)`.execute(db);
	await sql`create index change_of_record on change (record_id)`.execute(db);
}

async function createAudit(db: Kysely<unknown>): Promise<void> {
	await sql`create table audit_entry (
		id bigserial primary key,
		at_ms bigint not null,
		actor text not null,
		act text not null,
		subject uuid,
		detail jsonb not null
	)`.execute(db);
	await sql`create index audit_entry_subject on audit_entry (subject, id)`.execute(db);
	await sql`create table audit_seal (
		number bigint primary key,
		entry_id bigint not null unique,
		hash text not null
	)`.execute(db);
}

const system = 'actor_is_system()';
const visible = (column: string) => `exists (select 1 from enrollment e where e.id = ${column})`;
const owned = (column: string) =>
	`exists (select 1 from enrollment e where e.id = ${column} and e.owner_account_id = actor_id())`;

/** What hangs on an enrollment is seen by who sees the enrollment, schools apart: they see how far it is only. */
async function protectEnrollments(db: Kysely<unknown>): Promise<void> {
	const own = 'owner_account_id = actor_id()';
	const review = `(actor_role() = 'reviewer' and state in ('declared', 'returned', 'approved', 'rejected'))`;
	const school = `(actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school()
		and state <> 'draft')`;
	await protectTable(db, 'enrollment', {
		select: `${system} or ${own} or ${review} or ${school}`,
		insert: `${system} or (${own} and state = 'draft')`,
		update: `${system} or ${own} or ${review}`,
		delete: `${own} and state = 'draft'`,
	});
	const attached = `${system} or (actor_role() <> 'school-admin' and ${visible('enrollment_id')})`;
	const byOwner = `${system} or ${owned('enrollment_id')}`;
	await protectTable(db, 'signature', { select: attached, insert: byOwner });
	await protectTable(db, 'evaluation', { select: attached, insert: byOwner });
	await protectTable(db, 'fact_request', {
		select: byOwner,
		insert: byOwner,
		update: byOwner,
		delete: system,
	});
}

async function protectTheRest(db: Kysely<unknown>): Promise<void> {
	const staff = `actor_role() in ('reviewer', 'clerk')`;
	const school = `(actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school())`;
	await protectTable(db, 'payment_order', {
		select: `${system} or owner_account_id = actor_id() or ${staff} or ${school}`,
		insert: `${system} or actor_role() = 'reviewer'`,
		update: system,
	});
	await protectTable(db, 'payment', {
		select: `${system} or exists (select 1 from payment_order o where o.id = order_id)`,
		insert: system,
	});
	const own = `${system} or account_id = actor_id()`;
	await protectTable(db, 'device', { select: own, insert: own, update: own });
	const ofDevice = `${system} or exists (select 1 from device d where d.id = device_id)`;
	await protectTable(db, 'mutation_receipt', { select: ofDevice, insert: ofDevice });
	// Whoever changes a record may tell its readers; only the reader reads what was told.
	await protectTable(db, 'change', { select: own, insert: 'true', delete: own });
	await protectTable(db, 'audit_entry', {
		select: `${system} or actor_role() = 'auditor' or (actor_role() = 'reviewer' and ${visible('subject')})`,
		insert: 'true',
	});
	await protectTable(db, 'audit_seal', { select: `${system} or actor_role() = 'auditor'`, insert: system });
	await sql`grant usage on all sequences in schema public to ${sql.id(appRole)}`.execute(db);
}

export const enrollment: Migration = {
	async up(db) {
		await createEnrollments(db);
		await createPayments(db);
		await createSync(db);
		await createAudit(db);
		await protectEnrollments(db);
		await protectTheRest(db);
	},
};
