import { sql } from 'kysely';
import type { LedgerEntry, LedgerTable } from '#server/usecase/payment/ledger-entries.ts';
import { jsonb, type Trx } from './database.ts';
import { ledgerBalances, ledgerFaults } from './ledger-check.ts';

/** See `LedgerTable` for what each call promises. */
export function ledgerRepository(trx: Trx): LedgerTable {
	return {
		async post({ kind, subject, orderId, atMs, by, lines }) {
			const { rows } = await sql`with e as (
					insert into ledger_entry (kind, subject, order_id, at_ms, actor)
					values (${kind}, ${subject}, ${orderId}, ${atMs}, ${by})
					on conflict do nothing returning n
				)
				insert into ledger_line (entry, account, amount_fen)
				select e.n, l->>'account', (l->>'amountFen')::bigint
				from e cross join jsonb_array_elements(${jsonb(lines)}) l returning entry`.execute(trx);
			return rows.length > 0;
		},
		async ofOrder(orderId) {
			const { rows } = await sql<LedgerEntry>`select e.kind, e.subject, e.order_id as "orderId",
					e.at_ms as "atMs", e.actor as "by", jsonb_agg(jsonb_build_object('account', l.account,
						'amountFen', l.amount_fen) order by l.amount_fen desc, l.account) as lines
				from ledger_entry e join ledger_line l on l.entry = e.n
				where e.order_id = ${orderId} group by e.n order by e.n`.execute(trx);
			return rows;
		},
		faults: (limit) => ledgerFaults(trx, limit),
		balances: () => ledgerBalances(trx),
	};
}
