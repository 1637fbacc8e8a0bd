/*
 * "Paid" is an observed fact: this is the one place that writes it, from a verified callback or from an answer
 * to our own query. The order's row is held, so that the two arriving together make one payment. Money that is
 * not the order's payment is held with its reason, so that all that was reported is accounted for:
 *
 *   money reported  =  payments of orders  +  strays held with a reason
 *
 * Each step is in the books in the same transaction (`ledger-entries.ts`).
 */
import { nextOrderState, type OrderEvent } from '#shared/domain/payment/order-state.ts';
import type { StrayReason } from '#shared/domain/payment/stray-payment.ts';
import { assert } from '#shared/std/assert.ts';
import { newId } from '#shared/std/id.ts';
import type { OrderRow } from '../enrollment/ports.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services, Tx } from '../ports.ts';
import { heldEntry, paymentEntry } from './ledger-entries.ts';
import { paymentRow } from './payment-row.ts';
import type { GatewayPayment, ReportedKey, StrayPaymentRow } from './ports.ts';

export type PaymentOutcome =
	/** This call made the payment. */
	| 'recorded'
	/** The very same payment was recorded before: nothing happened. */
	| 'repeated'
	/** No such order, or not yet: the money is held, and the gateway should tell again. */
	| 'order-unknown'
	/** Not this order's payment: the money is held for a person. */
	| 'held';

interface Report {
	tx: Tx;
	services: Services;
	payment: GatewayPayment;
	source: 'callback' | 'query';
}

/** How far the gateway's clock may be off. */
const clockSlackMs = 86_400_000;

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
	return outcome;
}

async function take(report: Report, order: OrderRow | null): Promise<PaymentOutcome> {
	const { tx, services, payment } = report;
	const key = keyOf(payment);
	const known = await tx.strays.find(key);
	if (!order) {
		if (!known) await hold(report, null, 'order-unknown');
		return 'order-unknown';
	}
	if (known && known.orderId !== null) return 'held';
	const applied = await tx.payments.ofOrder(order.id);
	if (applied?.taxReceiptNumber === payment.taxReceiptNumber && applied.paidFen === payment.amountFen) {
		return 'repeated';
	}
	const reason = applied ? 'paid-already' : await apply(report, order, known ? 'held' : 'received');
	if (reason) {
		await hold(report, order, reason);
		await move(report, order, 'misfit');
		return 'held';
	}
	if (known) await tx.strays.markApplied(key, services.clock.nowMs());
	await move(report, order, 'paid');
	return 'recorded';
}

/** Makes it the order's payment; where it does not fit, nothing is written and the reason comes back. */
async function apply(
	report: Report,
	order: OrderRow,
	from: 'received' | 'held',
): Promise<StrayReason | null> {
	const { tx, services, payment } = report;
	if (order.voidedAtMs !== null) return 'order-void';
	if (payment.amountFen !== order.amountFen) return 'amount';
	// The day of payment decides when benefits begin: a time before the order, or yet to come, is no fact.
	const isPossible =
		payment.paidAtMs >= order.createdAtMs - clockSlackMs &&
		payment.paidAtMs <= services.clock.nowMs() + clockSlackMs;
	if (!isPossible) return 'paid-at';
	if (await tx.strays.hasReceipt(keyOf(payment))) return 'receipt-number';
	const row = await paymentRow(tx, services, order, payment);
	if (await tx.payments.insert(row)) {
		await tx.ledger.post(paymentEntry(row, from, { atMs: services.clock.nowMs(), by: 'system' }));
		return null;
	}
	return (await tx.payments.ofReceipt(payment.taxReceiptNumber)) ? 'receipt-number' : 'person-paid';
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
