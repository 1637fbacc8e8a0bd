import { RefusalError } from '#shared/errors/error-codes.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import type { Actor } from '../actor.ts';
import { countHits, limits } from '../account/limits.ts';
import { eachAlone } from '../each-alone.ts';
import type { Services } from '../ports.ts';
import { recordPayment } from './record-payment.usecase.ts';
import { retryDelayMs } from './retry.ts';
import { viewOrder } from './view-order.ts';

const system = { kind: 'system' } as const;
const batchSize = 20;

/**
 * Asks the gateway about orders that are still due: a callback may be lost, and no gateway promises one.
 * Each order is asked less and less often, at least every quarter of an hour. Answers with how many were paid.
 */
export async function queryOrders({ services }: { services: Services }): Promise<number> {
	const due = await services.uow.run(system, (tx) => tx.orders.toQuery(services.clock.nowMs(), batchSize));
	return eachAlone(services, due, {
		work: async function query({ id }) {
			const state = await askGateway(services, id).catch((error: unknown) => {
				if (!(error instanceof RefusalError)) throw error;
				return 'silent' as const;
			});
			if (state !== 'paid') await postpone(services, id, state === 'unknown');
			return state === 'paid';
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
	if (view.state !== 'due') return view;
	await countHits(services, [{ limit: limits.checkByAccount, of: actor.accountId }]);
	await askGateway(services, orderId);
	return read();
}

/** Asks the gateway now, and records what it has seen. Throws RefusalError `payment.gateway-silent`. */
export async function askGateway(services: Services, orderId: string): Promise<'paid' | 'due' | 'unknown'> {
	const answer = await services.gateway.queryOrder(orderId);
	if (answer.state !== 'paid') return answer.state;
	const outcome = await recordPayment({ services, payment: answer.payment, source: 'query' });
	return outcome === 'recorded' || outcome === 'repeated' ? 'paid' : 'due';
}

/** A gateway that does not know an acknowledged order has lost it: then it is registered again. */
async function postpone(services: Services, orderId: string, lost: boolean): Promise<void> {
	await services.uow.run(system, async (tx) => {
		const order = await tx.orders.lock(orderId);
		if (order?.state !== 'due') return;
		const nowMs = services.clock.nowMs();
		const delayMs = retryDelayMs(order.attempts, 10_000, 900_000);
		await tx.orders.update({
			...order,
			acknowledgedAtMs: lost ? null : order.acknowledgedAtMs,
			attempts: lost ? 0 : order.attempts + 1,
			nextTryAtMs: nowMs + (lost ? 0 : delayMs),
		});
	});
}
