import { RefusalError } from '#shared/errors/refusal.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import type { Actor } from '../actor.ts';
import { countHits, limits } from '../account/limits.ts';
import { eachAlone } from '../each-alone.ts';
import type { Services } from '../ports.ts';
import { isOpenOrder } from '#shared/domain/payment/order-state.ts';
import { pushAtOnce } from './push-orders.usecase.ts';
import { queryDelayMs, retryDelayMs } from './retry.ts';
import { takeAnswer } from './take-answer.ts';
import { viewOrder } from './view-order.ts';

const system = { kind: 'system' } as const;
const batchSize = 20;

/**
 * Asks the gateway about orders that may still be paid: a callback may be lost, and no gateway promises one.
 * Each order is asked less and less often: within a quarter of an hour, then hourly, then daily; what was paid lately a few times
 * more. Answers with how many it told of money.
 */
export async function queryOrders({ services }: { services: Services }): Promise<number> {
	const due = await services.uow.run(system, (tx) => tx.orders.toQuery(services.clock.nowMs(), batchSize));
	return eachAlone(services, due, {
		work: async function query({ id }) {
			const answer = await services.gateway.queryOrder(id).catch((error: unknown) => {
				if (!(error instanceof RefusalError)) throw error;
				return null;
			});
			const hasMoney = answer !== null && (await takeAnswer(services, id, answer));
			await postpone(services, id, answer?.state === 'unknown');
			return hasMoney;
		},
		putOff: ({ id }) => postpone(services, id, false),
	});
}

/**
 * The owner's own question "have you seen my payment?". Throws RefusalError `request.not-found`,
 * `payment.gateway-silent`, `request.too-many`.
 */
export async function checkPayment(call: {
	services: Services;
	actor: Extract<Actor, { kind: 'account' }>;
	orderId: string;
}): Promise<OrderView> {
	const { services, actor, orderId } = call;
	const read = () =>
		services.uow.run(actor, async (tx) => {
			const order = await tx.orders.get(orderId);
			if (order?.ownerAccountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
			return viewOrder({ tx, services, order });
		});
	const view = await read();
	if (!isOpenOrder(view.state) && view.state !== 'mismatch') return view;
	await countHits(services, [{ limit: limits.checkByAccount, of: actor.accountId }]);
	if (view.isAtTaxSide) await askGateway(services, orderId);
	else await pushAtOnce(services, [view.enrollmentId]);
	return read();
}

/** Asks the gateway now, and records what it has seen. Throws RefusalError `payment.gateway-silent`. */
export async function askGateway(services: Services, orderId: string): Promise<void> {
	await takeAnswer(services, orderId, await services.gateway.queryOrder(orderId));
}

/** A gateway that does not know an acknowledged order has lost it: then it is registered again. */
async function postpone(services: Services, orderId: string, lost: boolean): Promise<void> {
	await services.uow.run(system, async (tx) => {
		const order = await tx.orders.lock(orderId);
		if (!order) return;
		const nowMs = services.clock.nowMs();
		const isLost = lost && isOpenOrder(order.state);
		const delayMs =
			order.state === 'paid'
				? retryDelayMs(order.attempts, 600_000, 86_400_000)
				: queryDelayMs(order.attempts);
		await tx.orders.update({
			...order,
			acknowledgedAtMs: isLost ? null : order.acknowledgedAtMs,
			attempts: isLost ? 0 : order.attempts + 1,
			nextTryAtMs: nowMs + (isLost ? 0 : delayMs),
		});
	});
}
