import { RefusalError } from '#shared/errors/refusal.ts';
import type { OrderDetail } from '#shared/protocol/money.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { writeDown } from './look-written-down.ts';
import { orderLine } from './order-line.ts';

/** One order with what the books hold of it. The look is written down. Throws RefusalError `request.not-found`. */
export async function readOrder(call: {
	services: Services;
	actor: AccountActor;
	orderId: string;
}): Promise<OrderDetail> {
	const { services, actor, orderId } = call;
	return services.uow.run(actor, async (tx) => {
		const order = await tx.orders.get(orderId);
		if (!order) throw new RefusalError({ code: 'request.not-found' });
		const payment = await tx.payments.ofOrder(orderId);
		const strays = await tx.strays.ofOrders([orderId]);
		const entries = await tx.ledger.ofOrder(orderId);
		await writeDown(tx, services, { actor, act: 'office.order', subject: orderId, rows: entries.length });
		return {
			order: orderLine(order, payment, strays),
			insuranceYear: order.insuranceYear,
			acknowledgedAtMs: order.acknowledgedAtMs,
			voidedAtMs: order.voidedAtMs,
			payment: payment && {
				taxReceiptNumber: payment.taxReceiptNumber,
				paidFen: payment.paidFen,
				paidAtMs: payment.paidAtMs,
				method: payment.method,
				settledAtMs: payment.settledAtMs,
			},
			history: entries.map(({ kind, atMs, by, lines }) => ({
				kind,
				atMs,
				by: by === 'system' ? 'system' : 'staff',
				lines,
			})),
		};
	});
}
