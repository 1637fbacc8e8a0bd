import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const clerk = `actor_role() = 'clerk'`;

/** What becomes of held money, and when a payment was found in the tax side's statement (已入库). */
async function followTheMoney(db: Kysely<unknown>): Promise<void> {
	await sql`alter table stray_payment
		add column refund_due_at_ms bigint,
		add column refunded_at_ms bigint,
		add constraint stray_payment_refund check (
			(refunded_at_ms is null or refund_due_at_ms is not null)
			and (applied_at_ms is null or refund_due_at_ms is null))`.execute(db);
	// Paid twice before this: it goes back, as it will from now on.
	await sql`update stray_payment set refund_due_at_ms = received_at_ms
		where reason in ('paid-already', 'person-paid') and applied_at_ms is null`.execute(db);
	await sql`insert into ledger_entry (kind, subject, order_id, at_ms, actor)
		select 'refund-due', id, reported_order_id, refund_due_at_ms, 'system' from stray_payment
		where refund_due_at_ms is not null order by refund_due_at_ms, id`.execute(db);
	await sql`insert into ledger_line (entry, account, amount_fen)
		select e.n, l.account, l.sign * s.amount_fen from ledger_entry e join stray_payment s on s.id = e.subject
			cross join (values ('held', 1), ('refunds-due', -1)) l (account, sign)
			where e.kind = 'refund-due'`.execute(db);
	await sql`alter table payment add column settled_at_ms bigint`.execute(db);
	await sql`create index payment_by_time on payment (paid_at_ms)`.execute(db);
	await sql`create policy payment_update on payment for update to ${sql.id(appRole)}
		using (actor_is_system()) with check (actor_is_system())`.execute(db);
	// A payment is never changed; that it was settled is added once.
	await sql`grant update (settled_at_ms) on payment to ${sql.id(appRole)}`.execute(db);
}

async function createStatements(db: Kysely<unknown>): Promise<void> {
	await sql`create table statement (
		id uuid primary key,
		sha256 text not null unique,
		format text not null check (format in ('csv', 'xlsx')),
		state text not null check (state in ('reading', 'matching', 'done')),
		uploaded_by uuid not null references account (id),
		uploaded_at_ms bigint not null,
		row_count int not null,
		bad_count int not null,
		done_at_ms bigint
	)`.execute(db);
	await sql`create index statement_by_time on statement (uploaded_at_ms desc, id desc)`.execute(db);
	await sql`create table statement_row (
		statement_id uuid not null references statement (id) on delete cascade,
		line int not null,
		kind text check (kind in ('payment', 'refund')),
		serial text,
		tax_receipt_number text,
		amount_fen bigint check (amount_fen > 0),
		at_ms bigint,
		outcome text,
		order_id uuid,
		problem text,
		cells jsonb,
		primary key (statement_id, line),
		check ((problem is null) = (kind is not null and serial is not null and tax_receipt_number is not null
			and amount_fen is not null and at_ms is not null))
	)`.execute(db);
	await sql`create index statement_row_by_receipt on statement_row (tax_receipt_number, kind)`.execute(db);
	await sql`create index statement_row_to_do on statement_row (statement_id, line) where outcome is null`.execute(
		db,
	);
	await sql`create index statement_row_to_look_at on statement_row (outcome, statement_id, line)`.execute(db);
	await protectTable(db, 'statement', {
		select: `${system} or ${clerk}`,
		insert: `${system} or (${clerk} and uploaded_by = actor_id())`,
		update: `${system} or ${clerk}`,
	});
	await protectTable(db, 'statement_row', {
		select: `${system} or ${clerk}`,
		insert: `${system} or ${clerk}`,
		update: system,
		// A file whose reading was cut short is read again from the start.
		delete: `(${system} or ${clerk}) and exists (select 1 from statement s
			where s.id = statement_id and s.state = 'reading')`,
	});
}

export const refundsAndStatements: Migration = {
	async up(db) {
		await followTheMoney(db);
		await createStatements(db);
	},
};
