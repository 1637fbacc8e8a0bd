import type { HeldMoney, OrderRow as OrderLine } from '#shared/protocol/office.ts';
import type { OrderRow, PaymentRow } from '../payment/order-ports.ts';
import type { StrayPaymentRow } from '../payment/ports.ts';

/** An order in a clerk's list: no full name, no ID number. `strays` may hold other orders' too. */
export function orderLine(
	order: OrderRow,
	payment: PaymentRow | null,
	strays: readonly StrayPaymentRow[],
): OrderLine {
	return {
		id: order.id,
		serial: order.serial,
		nameMasked: order.payerNameMasked,
		schoolCode: order.schoolCode,
		state: order.state,
		amountFen: order.amountFen,
		taxReceiptNumber: payment?.taxReceiptNumber ?? null,
		createdAtMs: order.createdAtMs,
		paidAtMs: payment?.paidAtMs ?? null,
		held: strays.filter(({ orderId }) => orderId === order.id).map(heldMoney),
	};
}

export function heldMoney(stray: StrayPaymentRow): HeldMoney {
	const { id, taxReceiptNumber, amountFen, reason, receivedAtMs, refundDueAtMs } = stray;
	return { id, taxReceiptNumber, amountFen, reason, receivedAtMs, isRefundDue: refundDueAtMs !== null };
}
