import { nextOrderState, type PaymentStep } from '#shared/domain/payment/order-state.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services } from '../ports.ts';

/** One step of a payment in the making, as the gateway tells it. */
export interface GatewayStep {
	orderId: string;
	step: PaymentStep;
	/** Grows with every step of the order. */
	sequence: number;
}

/** `repeated`: known, older than what is known, or of an order that such a step moves no more. */
export type StepOutcome = 'recorded' | 'repeated' | 'order-unknown';

const mostFailuresKept = 50;

/** Declared, begun, failed or cancelled at the tax side. Reports may come late and out of order: an older one is no news. */
export async function recordStep(call: {
	services: Services;
	report: GatewayStep;
	source: 'callback' | 'query';
}): Promise<StepOutcome> {
	const { services, report, source } = call;
	const { outcome, ownerAccountId } = await services.uow.run({ kind: 'system' }, async (tx) => {
		const order = await tx.orders.lock(report.orderId);
		if (!order) return { outcome: 'order-unknown' as const, ownerAccountId: null };
		const { ownerAccountId } = order;
		const state = nextOrderState(order.state, report.step);
		if (!state || report.sequence <= order.gatewaySequence) {
			return { outcome: 'repeated' as const, ownerAccountId };
		}
		const nowMs = services.clock.nowMs();
		// Somebody is at it now: ask again soon.
		const next = { attempts: 0, nextTryAtMs: Math.min(order.nextTryAtMs, nowMs + 10_000) };
		const failed = state === 'failed' ? [nowMs] : [];
		await tx.orders.update({
			...order,
			...next,
			state,
			gatewaySequence: report.sequence,
			failuresAtMs: [...order.failuresAtMs, ...failed].slice(-mostFailuresKept),
			updatedAtMs: nowMs,
		});
		await tx.changes.append(ownerAccountId, { kind: 'order', id: order.id });
		if (state === 'failed') {
			const { enrollmentId } = order;
			await tellOwner(tx, services, { kind: 'payment-problem', accountId: ownerAccountId, enrollmentId });
		}
		await tx.audit.append({
			atMs: nowMs,
			actor: 'system',
			act: 'order.state',
			subject: order.id,
			detail: { source, from: order.state, to: state },
		});
		return { outcome: 'recorded' as const, ownerAccountId };
	});
	if (outcome === 'recorded' && ownerAccountId) services.pokes.poke(ownerAccountId);
	return outcome;
}
