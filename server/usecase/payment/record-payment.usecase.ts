/*
 * "Paid" is an observed fact: this is the one place that writes it, from a verified callback or from an answer
 * to our own query. The order's row is held, so that the two arriving together make one payment. Money that is
 * not the order's payment is held with its reason, so that all that was reported is accounted for:
 *
 *   money reported  =  payments of orders  +  strays held with a reason  +  what was sent back
 *
 * Each step is in the books in the same transaction (`ledger-entries.ts`).
 */
import { nextOrderState, type OrderEvent } from '#shared/domain/payment/order-state.ts';
import type { StrayReason } from '#shared/domain/payment/stray-payment.ts';
import { assert } from '#shared/std/assert.ts';
import { newId } from '#shared/std/id.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services, Tx } from '../ports.ts';
import { applyPayment } from './apply-payment.ts';
import { heldEntry } from './ledger-entries.ts';
import type { GatewayPayment, ReportedKey, StrayPaymentRow } from './ports.ts';
import { markRefundDue, recordRefund } from './refund-money.usecase.ts';
import type { OrderRow } from './order-ports.ts';

export type PaymentOutcome =
	/** This call made the payment. */
	| 'recorded'
	/** The very same payment was recorded before: nothing happened. */
	| 'repeated'
	/** No such order, or not yet: the money is held, and the gateway should tell again. */
	| 'order-unknown'
	/** Not this order's payment: the money is held for a person. */
	| 'held';

/** Money for what is paid already. */
const paidTwice: ReadonlySet<StrayReason> = new Set(['paid-already', 'person-paid']);

interface Report {
	tx: Tx;
	services: Services;
	payment: GatewayPayment;
	source: 'callback' | 'query';
}

/** Never throws for what a gateway may say. */
export async function recordPayment(call: {
	services: Services;
	payment: GatewayPayment;
	source: 'callback' | 'query';
}): Promise<PaymentOutcome> {
	const { services, payment } = call;
	const { outcome, ownerAccountId } = await services.uow.run({ kind: 'system' }, async (tx) => {
		const order = await tx.orders.lock(payment.orderId);
		const outcome = await take({ ...call, tx }, order);
		return { outcome, ownerAccountId: order?.ownerAccountId };
	});
	if (ownerAccountId && outcome !== 'repeated') services.pokes.poke(ownerAccountId);
	if (payment.refundedAtMs === undefined) return outcome;
	const closed = await recordRefund({ services, refund: payment, source: call.source });
	if (closed === 'unexpected') services.logger.warn({ source: call.source }, 'a payment was refunded');
	return closed === 'refunded' ? 'recorded' : 'repeated';
}

async function take(report: Report, order: OrderRow | null): Promise<PaymentOutcome> {
	const { tx, services, payment } = report;
	const known = await tx.strays.find(keyOf(payment));
	if (!order) {
		if (!known) await hold(report, null, 'order-unknown');
		return 'order-unknown';
	}
	const applied = await tx.payments.ofOrder(order.id);
	if (applied?.taxReceiptNumber === payment.taxReceiptNumber && applied.paidFen === payment.amountFen) {
		return 'repeated';
	}
	// Held for this order, or a person has decided about it.
	if (known && (known.orderId !== null || known.appliedAtMs !== null || known.refundDueAtMs !== null)) {
		return 'held';
	}
	const apply = { tx, services, order, payment, by: 'system', stray: known };
	const reason = applied ? 'paid-already' : await applyPayment(apply);
	if (reason) await hold(report, order, reason);
	await move(report, order, reason ? 'misfit' : 'paid');
	return reason ? 'held' : 'recorded';
}

async function hold({ tx, services, payment, source }: Report, order: OrderRow | null, reason: StrayReason) {
	const atMs = services.clock.nowMs();
	const row: StrayPaymentRow = {
		...keyOf(payment),
		id: newId(services.clock, services.random),
		orderId: order?.id ?? null,
		paidAtMs: payment.paidAtMs,
		method: payment.method,
		reason,
		source,
		receivedAtMs: atMs,
		appliedAtMs: null,
		refundDueAtMs: null,
		refundedAtMs: null,
	};
	// Money that was known without its order is in the books already.
	if (await tx.strays.hold(row)) await tx.ledger.post(heldEntry(row, { atMs, by: 'system' }));
	await tx.audit.append({
		atMs,
		actor: 'system',
		act: 'payment.hold',
		subject: payment.orderId,
		detail: { source, reason, amountFen: payment.amountFen, dueFen: order?.amountFen ?? null },
	});
	// Paid twice: nobody needs to decide that it goes back.
	const stray = paidTwice.has(reason) && (await tx.strays.find(keyOf(payment)));
	if (stray) await markRefundDue(tx, services, { stray, by: 'system' });
}

async function move(report: Report, order: OrderRow, event: OrderEvent & ('paid' | 'misfit')): Promise<void> {
	const { tx, services, payment, source } = report;
	const state = nextOrderState(order.state, event);
	assert(state, 'money moves an order of every state');
	const nowMs = services.clock.nowMs();
	// What was paid is asked about a few times more, from the beginning.
	await tx.orders.update({ ...order, state, updatedAtMs: nowMs, attempts: 0 });
	await tx.changes.append(order.ownerAccountId, { kind: 'order', id: order.id });
	const { ownerAccountId: accountId, enrollmentId } = order;
	const counting = await tx.orders.ofEnrollment(enrollmentId);
	if (counting && counting.id !== order.id)
		await tx.changes.append(accountId, { kind: 'order', id: counting.id });
	const kind = event === 'paid' ? 'paid' : 'payment-problem';
	await tellOwner(tx, services, { kind, accountId, enrollmentId });
	const { amountFen, method } = payment;
	await tx.audit.append({
		atMs: nowMs,
		actor: 'system',
		act: event === 'paid' ? 'payment.record' : 'order.state',
		subject: order.id,
		detail: { source, from: order.state, to: state, amountFen, method },
	});
}

function keyOf({ orderId, taxReceiptNumber, amountFen }: GatewayPayment): ReportedKey {
	return { reportedOrderId: orderId, taxReceiptNumber, amountFen };
}
