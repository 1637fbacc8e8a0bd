import type { Selectable } from 'kysely';
import type { ReportedKey, StrayPaymentRow, StrayPaymentTable } from '#server/usecase/payment/ports.ts';
import type { Trx } from './database.ts';
import type { FlowTables } from './flow-tables.ts';

function toRow(stored: Selectable<FlowTables['stray_payment']>): StrayPaymentRow {
	return {
		id: stored.id,
		reportedOrderId: stored.reported_order_id,
		orderId: stored.order_id,
		taxReceiptNumber: stored.tax_receipt_number,
		amountFen: stored.amount_fen,
		paidAtMs: stored.paid_at_ms,
		method: stored.method,
		reason: stored.reason,
		source: stored.source,
		receivedAtMs: stored.received_at_ms,
		appliedAtMs: stored.applied_at_ms,
		refundDueAtMs: stored.refund_due_at_ms,
		refundedAtMs: stored.refunded_at_ms,
	};
}

/** See `StrayPaymentTable` for what each call promises. */
export function strayPaymentRepository(trx: Trx): StrayPaymentTable {
	const all = () => trx.selectFrom('stray_payment').selectAll();
	const held = () => all().where('applied_at_ms', 'is', null).where('refunded_at_ms', 'is', null);
	const first = async (query: ReturnType<typeof all>) => {
		const stored = await query.executeTakeFirst();
		return stored ? toRow(stored) : null;
	};
	const mark = async (id: string, set: Partial<Selectable<FlowTables['stray_payment']>>) => {
		await trx.updateTable('stray_payment').set(set).where('id', '=', id).execute();
	};
	const ofKey = ({ reportedOrderId, taxReceiptNumber, amountFen }: ReportedKey) =>
		all()
			.where('reported_order_id', '=', reportedOrderId)
			.where('tax_receipt_number', '=', taxReceiptNumber)
			.where('amount_fen', '=', amountFen);
	return {
		hold: (row) => hold(trx, row),
		find: (key) => first(ofKey(key)),
		async hasReceipt({ reportedOrderId, taxReceiptNumber, amountFen }) {
			const stored = await trx
				.selectFrom('stray_payment')
				.select('id')
				.where('tax_receipt_number', '=', taxReceiptNumber)
				.where((eb) =>
					eb.or([eb('reported_order_id', '<>', reportedOrderId), eb('amount_fen', '<>', amountFen)]),
				)
				.executeTakeFirst();
			return stored !== undefined;
		},
		get: (id) => first(all().where('id', '=', id)),
		lock: (id) => first(all().where('id', '=', id).forUpdate()),
		async ofReceipt(taxReceiptNumber) {
			const rows = await all()
				.where('tax_receipt_number', '=', taxReceiptNumber)
				.orderBy('received_at_ms')
				.execute();
			return rows.map(toRow);
		},
		markApplied: (id, atMs) => mark(id, { applied_at_ms: atMs }),
		markRefundDue: (id, atMs) => mark(id, { refund_due_at_ms: atMs }),
		markRefunded: (id, atMs) => mark(id, { refunded_at_ms: atMs }),
		async ofOrders(orderIds) {
			if (orderIds.length === 0) return [];
			const rows = await held()
				.where('order_id', 'in', [...orderIds])
				.orderBy('received_at_ms')
				.execute();
			return rows.map(toRow);
		},
		async ofAll(limit) {
			const rows = await held().orderBy('received_at_ms', 'desc').orderBy('id').limit(limit).execute();
			return rows.map(toRow);
		},
		async ofNoOrder(limit) {
			const rows = await held()
				.where('order_id', 'is', null)
				.orderBy('received_at_ms', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toRow);
		},
	};
}

async function hold(trx: Trx, row: StrayPaymentRow): Promise<boolean> {
	const kept = await trx
		.insertInto('stray_payment')
		.values({
			id: row.id,
			reported_order_id: row.reportedOrderId,
			order_id: row.orderId,
			tax_receipt_number: row.taxReceiptNumber,
			amount_fen: row.amountFen,
			paid_at_ms: row.paidAtMs,
			method: row.method,
			reason: row.reason,
			source: row.source,
			received_at_ms: row.receivedAtMs,
			applied_at_ms: row.appliedAtMs,
			refund_due_at_ms: row.refundDueAtMs,
			refunded_at_ms: row.refundedAtMs,
		})
		.onConflict((conflict) =>
			conflict
				.columns(['reported_order_id', 'tax_receipt_number', 'amount_fen'])
				.doUpdateSet({ order_id: row.orderId, reason: row.reason })
				.where('stray_payment.order_id', 'is', null),
		)
		.returning('id')
		.executeTakeFirst();
	// A row that was there keeps its own id.
	return kept?.id === row.id;
}
