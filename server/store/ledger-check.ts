import { sql, type RawBuilder } from 'kysely';
import type { LedgerBalance, LedgerFault } from '#server/usecase/payment/ledger-entries.ts';
import type { Trx } from './database.ts';

/**
 * Every line that the books must hold, worked out from the orders, the payments and the strays alone. A payment that
 * waited as a stray before comes out of `held`.
 */
const expectedLines: RawBuilder<unknown> = sql`
	select 'order' as kind, id as subject, id as order_id, l.account, l.sign * amount_fen as amount_fen
		from payment_order cross join (values ('receivable', 1), ('levied', -1)) l (account, sign)
	union all
	select 'void', id, id, l.account, l.sign * amount_fen
		from payment_order cross join (values ('levied', 1), ('receivable', -1)) l (account, sign)
		where voided_at_ms is not null
	union all
	select 'payment', id, order_id, 'receivable', -paid_fen from payment
	union all
	select 'payment', p.id, p.order_id, case when exists (select 1 from stray_payment s
		where s.applied_at_ms is not null and s.tax_receipt_number = p.tax_receipt_number and s.amount_fen = p.paid_fen)
		then 'held' else 'received' end, p.paid_fen from payment p
	union all
	select 'held', id, reported_order_id, l.account, l.sign * amount_fen
		from stray_payment cross join (values ('received', 1), ('held', -1)) l (account, sign)
	union all
	select 'refund-due', id, reported_order_id, l.account, l.sign * amount_fen
		from stray_payment cross join (values ('held', 1), ('refunds-due', -1)) l (account, sign)
		where refund_due_at_ms is not null
	union all
	select 'refunded', id, reported_order_id, l.account, l.sign * amount_fen
		from stray_payment cross join (values ('refunds-due', 1), ('refunded', -1)) l (account, sign)
		where refunded_at_ms is not null
	union all
	select 'settled', id, order_id, l.account, l.sign * paid_fen
		from payment cross join (values ('settled', 1), ('received', -1)) l (account, sign)
		where settled_at_ms is not null`;

/** Where the books and the tables differ, by subject; at most `limit`. */
export async function ledgerFaults(trx: Trx, limit: number): Promise<LedgerFault[]> {
	const { rows: unbalanced } = await sql<Found>`
		select e.kind, e.subject, e.order_id, o.serial, null as account, 0::bigint as expected,
			coalesce(sum(l.amount_fen), 0)::bigint as found
		from ledger_entry e left join ledger_line l on l.entry = e.n left join payment_order o on o.id = e.order_id
		group by e.n, o.serial having coalesce(sum(l.amount_fen), 0) <> 0 or count(l.entry) < 2
		order by e.n limit ${limit}`.execute(trx);
	const { rows: differing } = await sql<Found>`
		with expected as (${expectedLines}),
		found as (
			select e.kind, e.subject, e.order_id, l.account, l.amount_fen
			from ledger_entry e left join ledger_line l on l.entry = e.n
		)
		select kind, subject, coalesce(x.order_id, f.order_id) as order_id, o.serial, account,
			x.amount_fen as expected, f.amount_fen as found
		from expected x full join found f using (kind, subject, account)
		left join payment_order o on o.id = coalesce(x.order_id, f.order_id)
		where x.amount_fen is distinct from f.amount_fen or x.kind is null or f.kind is null
		order by kind, subject, account limit ${limit}`.execute(trx);
	return [
		...unbalanced.map((row) => toFault(row, 'unbalanced')),
		...differing.map((row) => {
			const fault = row.found === null ? 'missing' : row.expected === null ? 'unfounded' : 'amount-differs';
			return toFault(row, fault);
		}),
	];
}

/** What each account stands at. */
export async function ledgerBalances(trx: Trx): Promise<LedgerBalance[]> {
	const { rows } = await sql<LedgerBalance>`select account, sum(amount_fen)::bigint as "amountFen"
		from ledger_line group by account order by account`.execute(trx);
	return rows;
}

interface Found {
	kind: LedgerFault['kind'];
	subject: string;
	order_id: string;
	serial: string | null;
	account: LedgerFault['account'];
	expected: number | null;
	found: number | null;
}

function toFault(row: Found, fault: LedgerFault['fault']): LedgerFault {
	const { kind, subject, serial, account } = row;
	return {
		fault,
		kind,
		subject,
		orderId: row.order_id,
		serial,
		account,
		expectedFen: row.expected,
		foundFen: row.found,
	};
}
