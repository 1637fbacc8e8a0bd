import { isOpenOrder } from '#shared/domain/payment/order-state.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import type { Services, Tx } from '../ports.ts';
import type { OrderRow } from './order-ports.ts';

/** What the payer sees of an order, with the payment once it was observed. */
export async function viewOrder(call: { tx: Tx; services: Services; order: OrderRow }): Promise<OrderView> {
	const { tx, services, order } = call;
	const payment = await tx.payments.ofOrder(order.id);
	// The order that counts shows what came for those before it, too: nobody opens a void one.
	const counts = order.voidedAtMs === null;
	const orderIds = counts ? await tx.orders.idsOfEnrollment(order.enrollmentId) : [order.id];
	const strays = await tx.strays.ofOrders(orderIds);
	const isAtTaxSide = order.acknowledgedAtMs !== null;
	const isPayable = isAtTaxSide && order.fee.payNow && isOpenOrder(order.state);
	return {
		id: order.id,
		enrollmentId: order.enrollmentId,
		state: order.state,
		fee: order.fee,
		serial: order.serial,
		createdAtMs: order.createdAtMs,
		isAtTaxSide,
		payUrl: isPayable ? services.gateway.payUrl(order.id) : null,
		payment: payment && {
			taxReceiptNumber: payment.taxReceiptNumber,
			paidFen: payment.paidFen,
			paidAtMs: payment.paidAtMs,
			paidOn: payment.paidOn,
			method: payment.method,
			periodFrom: payment.periodFrom,
			periodTo: payment.periodTo,
			coverage: payment.coverage,
		},
		held: strays.map(({ taxReceiptNumber, amountFen, paidAtMs, method, reason }) => ({
			taxReceiptNumber,
			amountFen,
			paidAtMs,
			method,
			reason,
		})),
		failuresAtMs: order.failuresAtMs,
		updatedAtMs: order.updatedAtMs,
	};
}
