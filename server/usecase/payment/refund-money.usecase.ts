import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { refundDueEntry, refundedEntry } from './ledger-entries.ts';
import { moveByMoney } from './move-by-money.ts';
import type { StrayPaymentRow } from './ports.ts';

const system = { kind: 'system' } as const;

/** 待退费: in the books too, in the caller's transaction. Nothing where it is so already. `by`: an account id or `system`. */
export async function markRefundDue(
	tx: Tx,
	services: Services,
	{ stray, by }: { stray: StrayPaymentRow; by: string },
): Promise<void> {
	if (stray.refundDueAtMs !== null) return;
	const atMs = services.clock.nowMs();
	await tx.strays.markRefundDue(stray.id, atMs);
	await tx.ledger.post(refundDueEntry(stray, { atMs, by }));
	const detail = { reason: stray.reason, amountFen: stray.amountFen };
	await tx.audit.append({
		atMs,
		actor: by,
		act: 'payment.refund-due',
		subject: stray.reportedOrderId,
		detail,
	});
}

/**
 * A clerk decides that held money goes back. That it has gone back is observed, never said. Throws RefusalError
 * `request.not-found`, `payment.handled-already`.
 */
export async function decideRefund(call: {
	services: Services;
	actor: AccountActor;
	strayId: string;
}): Promise<void> {
	const { services, actor, strayId } = call;
	await services.uow.run(system, async (tx) => {
		const stray = await openStray(tx, strayId);
		await markRefundDue(tx, services, { stray, by: actor.accountId });
	});
}

/** The stray, locked, while it still waits for a decision. Throws as `decideRefund` does. */
export async function openStray(tx: Tx, strayId: string): Promise<StrayPaymentRow> {
	const stray = await tx.strays.lock(strayId);
	if (!stray) throw new RefusalError({ code: 'request.not-found' });
	const { appliedAtMs, refundDueAtMs, refundedAtMs } = stray;
	if (appliedAtMs !== null || refundDueAtMs !== null || refundedAtMs !== null) {
		throw new RefusalError({ code: 'payment.handled-already' });
	}
	return stray;
}

export interface ObservedRefund {
	taxReceiptNumber: string;
	amountFen: number;
}

/**
 * `refunded`: this call closed it; `repeated`: it was closed before; `unexpected`: it counts as an order's payment
 * here, and a person must look; `unknown`: no such money is here.
 */
export type RefundOutcome = 'refunded' | 'repeated' | 'unexpected' | 'unknown';

/** The tax side has sent money back: by its answer, its callback or its statement. Never throws for what they may say. */
export async function recordRefund(call: {
	services: Services;
	refund: ObservedRefund;
	source: 'callback' | 'query';
}): Promise<RefundOutcome> {
	const { services, refund, source } = call;
	const { outcome, owners } = await services.uow.run(system, (tx) =>
		takeRefund(tx, services, refund, source),
	);
	for (const accountId of owners) services.pokes.poke(accountId);
	return outcome;
}

/** The same within a transaction; the owners are to be told after its commit. */
export async function takeRefund(
	tx: Tx,
	services: Services,
	{ taxReceiptNumber, amountFen }: ObservedRefund,
	source: 'callback' | 'query' | 'statement',
): Promise<{ outcome: RefundOutcome; orderId: string | null; owners: string[] }> {
	const known = await tx.strays.ofReceipt(taxReceiptNumber);
	const found = known.find((row) => row.amountFen === amountFen && row.appliedAtMs === null);
	const stray = found && (await tx.strays.lock(found.id));
	if (!stray || stray.appliedAtMs !== null) {
		const payment = await tx.payments.ofReceipt(taxReceiptNumber);
		const outcome = payment ? 'unexpected' : 'unknown';
		return { outcome, orderId: payment?.orderId ?? null, owners: [] };
	}
	const { orderId } = stray;
	if (stray.refundedAtMs !== null) return { outcome: 'repeated', orderId, owners: [] };
	await markRefundDue(tx, services, { stray, by: 'system' });
	const atMs = services.clock.nowMs();
	await tx.strays.markRefunded(stray.id, atMs);
	await tx.ledger.post(refundedEntry(stray, { atMs, by: 'system' }));
	const detail = { source, reason: stray.reason, amountFen };
	const subject = stray.reportedOrderId;
	await tx.audit.append({ atMs, actor: 'system', act: 'payment.refunded', subject, detail });
	const moved = orderId && (await moveByMoney(tx, services, { orderId, by: 'system', code: source }));
	return { outcome: 'refunded', orderId, owners: moved ? [moved] : [] };
}
