import type { OrderView } from '#shared/protocol/view.ts';
import type { OrderRow } from '../enrollment/ports.ts';
import type { Services, Tx } from '../ports.ts';

/** What the payer sees of an order, with the payment once it was observed. */
export async function viewOrder(call: { tx: Tx; services: Services; order: OrderRow }): Promise<OrderView> {
	const { tx, services, order } = call;
	const payment = order.state === 'paid' ? await tx.payments.ofOrder(order.id) : null;
	return {
		id: order.id,
		enrollmentId: order.enrollmentId,
		state: order.state,
		fee: order.fee,
		serial: order.serial,
		createdAtMs: order.createdAtMs,
		payUrl: services.gateway.payUrl(order.id),
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
		updatedAtMs: order.updatedAtMs,
	};
}
