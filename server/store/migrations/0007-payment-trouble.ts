import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';

async function widenOrders(db: Kysely<unknown>): Promise<void> {
	await sql`alter table payment_order
		drop constraint payment_order_state_check,
		add constraint payment_order_state_check check (state in ('due', 'declared', 'paying', 'paid', 'settled',
			'failed', 'cancelled', 'void', 'mismatch', 'refund-pending')),
		add column gateway_sequence bigint not null default 0,
		add column voided_at_ms bigint`.execute(db);
	await sql`update payment_order set voided_at_ms = updated_at_ms where state = 'void'`.execute(db);
	await sql`alter table payment_order
		add constraint payment_order_void check (state <> 'void' or voided_at_ms is not null)`.execute(db);
	// A void order that was paid all the same is no longer void, and must not stand in the way of the new one.
	await sql`drop index order_of_person`.execute(db);
	await sql`create unique index order_of_person on payment_order (person_id, scheme_id, insurance_year)
		where voided_at_ms is null`.execute(db);
}

/** One person pays one insurance of one year once, through whichever order. */
async function onePaymentAPerson(db: Kysely<unknown>): Promise<void> {
	await sql`alter table payment
		add column person_id uuid,
		add column insurance text not null default 'residents',
		add column insurance_year int`.execute(db);
	await sql`update payment p set person_id = o.person_id, insurance_year = o.insurance_year
		from payment_order o where o.id = p.order_id`.execute(db);
	await sql`alter table payment
		alter column person_id set not null,
		alter column insurance_year set not null,
		alter column insurance drop default`.execute(db);
	await sql`create unique index payment_of_person on payment (person_id, insurance, insurance_year)`.execute(
		db,
	);
}

async function createStrayPayments(db: Kysely<unknown>): Promise<void> {
	await sql`create table stray_payment (
		id uuid primary key,
		reported_order_id uuid not null,
		order_id uuid references payment_order (id),
		tax_receipt_number text not null,
		amount_fen bigint not null check (amount_fen > 0),
		paid_at_ms bigint not null,
		method text not null,
		reason text not null check (reason in ('order-unknown', 'amount', 'paid-at', 'paid-already', 'order-void',
			'receipt-number', 'person-paid')),
		source text not null check (source in ('callback', 'query')),
		received_at_ms bigint not null,
		applied_at_ms bigint,
		unique (reported_order_id, tax_receipt_number, amount_fen),
		check ((reason = 'order-unknown') = (order_id is null))
	)`.execute(db);
	await sql`create index stray_payment_by_order on stray_payment (order_id, received_at_ms)`.execute(db);
	await protectTable(db, 'stray_payment', {
		select: `${system} or actor_role() in ('clerk', 'reviewer')
			or exists (select 1 from payment_order o where o.id = order_id and o.owner_account_id = actor_id())`,
		insert: system,
		update: system,
	});
}

/** Payments that go wrong: what was seen of each order, and all money that no order could take. */
export const paymentTrouble: Migration = {
	async up(db) {
		await widenOrders(db);
		await onePaymentAPerson(db);
		await createStrayPayments(db);
	},
};
