import type { StrayReason } from '#shared/domain/payment/stray-payment.ts';
import type { Services, Tx } from '../ports.ts';
import { paymentEntry } from './ledger-entries.ts';
import { paymentRow } from './payment-row.ts';
import type { GatewayPayment, StrayPaymentRow } from './ports.ts';
import type { OrderRow } from './order-ports.ts';

/** How far the gateway's clock may be off. */
const clockSlackMs = 86_400_000;

/**
 * Makes the money the payment of an order that has none, in the caller's transaction and in the books; where it does
 * not fit, nothing is written and the reason comes back. `stray`: it was held until now. `by`: an account id or
 * `system`.
 */
export async function applyPayment(call: {
	tx: Tx;
	services: Services;
	order: OrderRow;
	payment: GatewayPayment;
	by: string;
	stray: StrayPaymentRow | null;
}): Promise<StrayReason | null> {
	const { tx, services, order, payment, by, stray } = call;
	const atMs = services.clock.nowMs();
	const { taxReceiptNumber, amountFen, paidAtMs } = payment;
	if (order.voidedAtMs !== null) return 'order-void';
	if (amountFen !== order.amountFen) return 'amount';
	// The day of payment decides when benefits begin: a time before the order, or yet to come, is no fact. What came
	// for another order may have come before this one was made.
	const isForAnother = stray !== null && stray.reportedOrderId !== order.id;
	const isPossible =
		(isForAnother || paidAtMs >= order.createdAtMs - clockSlackMs) && paidAtMs <= atMs + clockSlackMs;
	if (!isPossible) return 'paid-at';
	const reportedOrderId = stray?.reportedOrderId ?? order.id;
	if (await tx.strays.hasReceipt({ reportedOrderId, taxReceiptNumber, amountFen })) return 'receipt-number';
	const row = await paymentRow(tx, services, order, payment);
	if (!(await tx.payments.insert(row))) {
		return (await tx.payments.ofReceipt(taxReceiptNumber)) ? 'receipt-number' : 'person-paid';
	}
	if (stray) await tx.strays.markApplied(stray.id, atMs);
	await tx.ledger.post(paymentEntry(row, stray ? 'held' : 'received', { atMs, by }));
	return null;
}
