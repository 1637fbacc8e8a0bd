import { sql } from 'kysely';
import type { LedgerTable } from '#server/usecase/payment/ledger-entries.ts';
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
		faults: (limit) => ledgerFaults(trx, limit),
		balances: () => ledgerBalances(trx),
	};
}
