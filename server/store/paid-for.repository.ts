import type { PaidForTable } from '#server/usecase/payment/ports.ts';
import type { Trx } from './database.ts';

/** See `PaidForTable` for what each call promises. */
export function paidForRepository(trx: Trx): PaidForTable {
	return {
		async add({ accountId, orderId, atMs }) {
			await trx
				.insertInto('paid_for')
				.values({ account_id: accountId, order_id: orderId, at_ms: atMs })
				.onConflict((conflict) => conflict.doNothing())
				.execute();
		},
		async ofAccount(accountId, limit) {
			const rows = await trx
				.selectFrom('paid_for')
				.selectAll()
				.where('account_id', '=', accountId)
				.orderBy('at_ms', 'desc')
				.orderBy('order_id')
				.limit(limit)
				.execute();
			return rows.map((row) => ({ accountId: row.account_id, orderId: row.order_id, atMs: row.at_ms }));
		},
	};
}
