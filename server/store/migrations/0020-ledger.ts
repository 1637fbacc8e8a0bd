import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

async function createTables(db: Kysely<unknown>): Promise<void> {
	// No foreign key to orders: money of an order that is not here is in the books, too.
	await sql`create table ledger_entry (
		n bigserial primary key,
		kind text not null check (kind in ('order', 'void', 'payment', 'held', 'refund-due', 'refunded', 'settled')),
		subject uuid not null,
		order_id uuid not null,
		at_ms bigint not null,
		actor text not null,
		unique (kind, subject)
	)`.execute(db);
	await sql`create index ledger_entry_by_order on ledger_entry (order_id, n)`.execute(db);
	await sql`create table ledger_line (
		entry bigint not null references ledger_entry (n),
		account text not null check (account in ('receivable', 'levied', 'received', 'settled', 'held', 'refunds-due',
			'refunded')),
		amount_fen bigint not null check (amount_fen <> 0),
		primary key (entry, account)
	)`.execute(db);
	await sql`create index stray_payment_by_receipt on stray_payment (tax_receipt_number)`.execute(db);
}

/** What the tables hold already, as it would have been written. */
async function bookWhatIsThere(db: Kysely<unknown>): Promise<void> {
	await sql`insert into ledger_entry (kind, subject, order_id, at_ms, actor)
		select * from (
			select 'order' as kind, id as subject, id as order_id, created_at_ms as at_ms, 'system' as actor from payment_order
			union all
			select 'void', id, id, voided_at_ms, 'system' from payment_order where voided_at_ms is not null
			union all
			select 'held', id, reported_order_id, received_at_ms, 'system' from stray_payment
			union all
			select 'payment', id, order_id, created_at_ms, 'system' from payment
		) entries order by at_ms, kind = 'payment', subject`.execute(db);
	await sql`insert into ledger_line (entry, account, amount_fen)
		select e.n, l.account, l.sign * o.amount_fen from ledger_entry e join payment_order o on o.id = e.subject
			cross join (values ('order', 'receivable', 1), ('order', 'levied', -1), ('void', 'levied', 1),
				('void', 'receivable', -1)) l (kind, account, sign) where l.kind = e.kind
		union all
		select e.n, l.account, l.sign * s.amount_fen from ledger_entry e join stray_payment s on s.id = e.subject
			cross join (values ('received', 1), ('held', -1)) l (account, sign) where e.kind = 'held'
		union all
		select e.n, 'receivable', -p.paid_fen from ledger_entry e join payment p on p.id = e.subject
			where e.kind = 'payment'
		union all
		select e.n, case when exists (select 1 from stray_payment s where s.applied_at_ms is not null
			and s.tax_receipt_number = p.tax_receipt_number and s.amount_fen = p.paid_fen)
			then 'held' else 'received' end, p.paid_fen
			from ledger_entry e join payment p on p.id = e.subject where e.kind = 'payment'`.execute(db);
}

/** An entry balances when its transaction ends, and is never written again. */
async function guard(db: Kysely<unknown>): Promise<void> {
	await sql`create function ledger_must_balance() returns trigger language plpgsql as $$
		declare number bigint;
		begin
			if tg_table_name = 'ledger_entry' then number := new.n; else number := new.entry; end if;
			if (select coalesce(sum(amount_fen), 0) <> 0 or count(*) < 2 from ledger_line where entry = number) then
				raise exception 'ledger entry % does not balance', number using errcode = 'check_violation';
			end if;
			return null;
		end $$`.execute(db);
	await sql`create function ledger_is_append_only() returns trigger language plpgsql as $$
		begin raise exception 'the ledger is only ever added to'; end $$`.execute(db);
	for (const table of ['ledger_entry', 'ledger_line']) {
		await sql`create constraint trigger ${sql.id(`${table}_balances`)} after insert on ${sql.id(table)}
			deferrable initially deferred for each row execute function ledger_must_balance()`.execute(db);
		await sql`create trigger ${sql.id(`${table}_stays`)} before update or delete on ${sql.id(table)}
			for each row execute function ledger_is_append_only()`.execute(db);
	}
}

/** Staff read the books. Beside the product itself, a reviewer's approval and voiding write to them. */
export const ledger: Migration = {
	async up(db) {
		await createTables(db);
		await bookWhatIsThere(db);
		await guard(db);
		const system = 'actor_is_system()';
		const select = `${system} or actor_role() in ('reviewer', 'clerk', 'auditor')`;
		await protectTable(db, 'ledger_entry', {
			select,
			insert: `${system} or (actor_role() = 'reviewer' and kind in ('order', 'void'))`,
		});
		await protectTable(db, 'ledger_line', {
			select,
			insert: `${system} or (actor_role() = 'reviewer' and account in ('receivable', 'levied'))`,
		});
		await sql`grant usage on all sequences in schema public to ${sql.id(appRole)}`.execute(db);
	},
};
