import { stateByMoney } from '#shared/domain/payment/order-state.ts';
import type { Services, Tx } from '../ports.ts';

/**
 * An order's state once some of what was held for it went elsewhere. `by` is an account id or `system`. Answers with
 * who owns the order, to be told after the commit; null where there is no such order.
 */
export async function moveByMoney(
	tx: Tx,
	services: Services,
	{ orderId, by, code }: { orderId: string; by: string; code: string },
): Promise<string | null> {
	const order = await tx.orders.lock(orderId);
	if (!order) return null;
	const payment = await tx.payments.ofOrder(order.id);
	const held = await tx.strays.ofOrders([order.id]);
	const state = stateByMoney({
		isHeldFor: held.length > 0,
		isPaid: payment !== null,
		isSettled: payment !== null && payment.settledAtMs !== null,
		isVoid: order.voidedAtMs !== null,
	});
	const atMs = services.clock.nowMs();
	// What may be paid again, or was paid now, is asked about from the beginning.
	await tx.orders.update({ ...order, state, updatedAtMs: atMs, attempts: 0, nextTryAtMs: atMs });
	await tx.changes.append(order.ownerAccountId, { kind: 'order', id: order.id });
	const counting = await tx.orders.ofEnrollment(order.enrollmentId);
	if (counting && counting.id !== order.id) {
		await tx.changes.append(order.ownerAccountId, { kind: 'order', id: counting.id });
	}
	if (state !== order.state) {
		const detail = { source: code, from: order.state, to: state };
		await tx.audit.append({ atMs, actor: by, act: 'order.state', subject: order.id, detail });
	}
	return order.ownerAccountId;
}
