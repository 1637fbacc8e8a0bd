/*
 * "Paid" is an observed fact: this is the one place that writes it, from a verified callback or from an answer
 * to our own query. The order's row is held, so that the two arriving together make one payment.
 */
import { decideCoverage } from '#shared/rules/index.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { assert } from '#shared/std/assert.ts';
import { addDays, daysBetween, shanghaiDate, type IsoDate } from '#shared/std/date.ts';
import { newId } from '#shared/std/id.ts';
import type { OrderRow, PaymentRow } from '../enrollment/ports.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services, Tx } from '../ports.ts';
import type { GatewayPayment } from './ports.ts';

export type PaymentOutcome =
	/** This call made the payment. */
	| 'recorded'
	/** The very same payment was recorded before: nothing happened. */
	| 'repeated'
	| 'order-unknown'
	/** Another amount, an impossible time, a second payment, a void order, a receipt number of another order: written down for a person. */
	| 'mismatch';

/** How far the gateway's clock may be off. */
const clockSlackMs = 86_400_000;

/** Never throws for what a gateway may say; a mismatch is in the audit, and the order stays as it was. */
export async function recordPayment(call: {
	services: Services;
	payment: GatewayPayment;
	source: 'callback' | 'query';
}): Promise<PaymentOutcome> {
	const { services, payment, source } = call;
	const { outcome, ownerAccountId } = await services.uow.run({ kind: 'system' }, async (tx) => {
		const order = await tx.orders.lock(payment.orderId);
		if (!order) return { outcome: 'order-unknown' as const, ownerAccountId: null };
		const outcome = await settle(tx, services, order, payment, source);
		return { outcome, ownerAccountId: order.ownerAccountId };
	});
	if (outcome === 'recorded' && ownerAccountId) services.pokes.poke(ownerAccountId);
	return outcome;
}

async function settle(
	tx: Tx,
	services: Services,
	order: OrderRow,
	payment: GatewayPayment,
	source: string,
): Promise<PaymentOutcome> {
	const nowMs = services.clock.nowMs();
	const audit = (act: string, detail: Record<string, string | number>) =>
		tx.audit.append({ atMs: nowMs, actor: 'system', act, subject: order.id, detail: { source, ...detail } });
	const mismatch = async (reason: string) => {
		await audit('payment.mismatch', { reason, amountFen: payment.amountFen, dueFen: order.amountFen });
		return 'mismatch' as const;
	};
	if (order.state === 'paid') {
		const known = await tx.payments.ofOrder(order.id);
		const same = known?.taxReceiptNumber === payment.taxReceiptNumber && known.paidFen === payment.amountFen;
		return same ? 'repeated' : mismatch('paid-already');
	}
	if (order.state === 'void') return mismatch('order-void');
	if (payment.amountFen !== order.amountFen) return mismatch('amount');
	// The day of payment decides when benefits begin: a time before the order, or yet to come, is no fact.
	const isPossible =
		payment.paidAtMs >= order.createdAtMs - clockSlackMs && payment.paidAtMs <= nowMs + clockSlackMs;
	if (!isPossible) return mismatch('paid-at');

	const row = await paymentRow(tx, services, order, payment);
	if (!(await tx.payments.insert(row))) return mismatch('receipt-number');
	await tx.orders.update({ ...order, state: 'paid', updatedAtMs: nowMs });
	await tx.changes.append(order.ownerAccountId, { kind: 'order', id: order.id });
	await tellOwner(tx, services, {
		kind: 'paid',
		accountId: order.ownerAccountId,
		enrollmentId: order.enrollmentId,
	});
	await audit('payment.record', { amountFen: payment.amountFen, method: payment.method });
	return 'recorded';
}

async function paymentRow(
	tx: Tx,
	services: Services,
	order: OrderRow,
	payment: GatewayPayment,
): Promise<PaymentRow> {
	const nowMs = services.clock.nowMs();
	const scheme = schemeById(order.schemeId);
	const enrollment = await tx.enrollments.get(order.enrollmentId);
	assert(scheme && enrollment, 'an order has its scheme and its enrollment');
	const paidOn = businessDateOf(payment.paidAtMs, nowMs, services.businessDate.today());
	const entryYear = Number(enrollment.fields.entryYear);
	return {
		id: newId(services.clock, services.random),
		orderId: order.id,
		taxReceiptNumber: payment.taxReceiptNumber,
		paidFen: payment.amountFen,
		paidAtMs: payment.paidAtMs,
		paidOn,
		method: payment.method,
		periodFrom: `${order.insuranceYear}-01-01`,
		periodTo: `${order.insuranceYear}-12-31`,
		coverage: decideCoverage(scheme, {
			paidOn,
			...(Number.isInteger(entryYear) && entryYear > 0 ? { student: { entryYear } } : {}),
		}),
		createdAtMs: nowMs,
	};
}

/** The gateway tells real time; rules want the business date. As many days back as the payment was, never ahead. */
function businessDateOf(paidAtMs: number, nowMs: number, today: IsoDate): IsoDate {
	const daysAgo = Math.max(0, daysBetween(shanghaiDate(paidAtMs), shanghaiDate(nowMs)));
	return addDays(today, -daysAgo);
}
