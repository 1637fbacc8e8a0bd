import { isOpenOrder } from '#shared/domain/payment/order-state.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import { assert } from '#shared/std/assert.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { makeOrder, orderFee } from '../review/make-order.ts';
import type { OrderRow } from './order-ports.ts';
import { pushAtOnce } from './push-orders.usecase.ts';
import { askGateway } from './query-orders.usecase.ts';
import { takeAnswer } from './take-answer.ts';
import { viewOrder } from './view-order.ts';
import { voidOrder } from './void-order.ts';

interface PayerCall {
	services: Services;
	actor: AccountActor;
	orderId: string;
}

const system = { kind: 'system' } as const;

/** What was begun at the tax side, and neither paid nor given up. */
const begun: ReadonlySet<string> = new Set(['declared', 'paying', 'failed']);

/**
 * 取消缴款 (Y18): asks the tax side to give up what was begun. That it is cancelled, or was paid after all, is what
 * its answer says. Throws RefusalError `request.not-found`, `payment.not-now` (nothing was begun),
 * `payment.gateway-silent`, `request.too-many`.
 */
export async function cancelPayment(call: PayerCall): Promise<OrderView> {
	const { services, actor, orderId } = call;
	const order = await readOwn(call);
	await countHits(services, [{ limit: limits.checkByAccount, of: actor.accountId }]);
	if (!begun.has(order.state)) throw new RefusalError({ code: 'payment.not-now' });
	await takeAnswer(services, orderId, await services.gateway.cancelOrder(orderId));
	return viewOwn(call);
}

/**
 * 申报作废 (Y19) by the payer: the order is to be paid no more, and the tax side is told. It is asked first whether it
 * was paid meanwhile. Throws RefusalError `request.not-found`, `payment.not-now` (money came for it, or it is void),
 * `payment.gateway-silent`, `request.too-many`.
 */
export async function voidDeclaration(call: PayerCall): Promise<OrderView> {
	const { services, actor, orderId } = call;
	const before = await readOwn(call);
	await countHits(services, [{ limit: limits.checkByAccount, of: actor.accountId }]);
	if (isOpenOrder(before.state) && before.acknowledgedAtMs !== null) await askGateway(services, orderId);
	const { enrollmentId } = before;
	await services.uow.run(system, async (tx) => {
		const order = await tx.orders.lock(orderId);
		if (!order || !isOpenOrder(order.state)) throw new RefusalError({ code: 'payment.not-now' });
		// The order that counts is the one that is not void: there is one at most.
		await voidOrder({ tx, services, enrollmentId, by: actor.accountId, code: 'payer' });
	});
	await pushAtOnce(services, [enrollmentId]);
	services.pokes.poke(actor.accountId);
	return viewOwn(call);
}

/**
 * 重新申报 after the payer's own 申报作废: a new order of the same enrollment, for what is due today. Throws RefusalError
 * `request.not-found`, `payment.not-now` where the enrollment's order is not void, or the enrollment not approved.
 */
export async function declareAgain(call: PayerCall): Promise<OrderView> {
	const { services, actor } = call;
	const before = await readOwn(call);
	const order = await services.uow.run(system, (tx) => makeAgain(tx, services, before, actor.accountId));
	await pushAtOnce(services, [order.enrollmentId]);
	services.pokes.poke(actor.accountId);
	return viewOwn({ ...call, orderId: order.id });
}

async function makeAgain(tx: Tx, services: Services, before: OrderRow, by: string): Promise<OrderRow> {
	const row = await tx.enrollments.lock(before.enrollmentId);
	const counting = await tx.orders.ofEnrollment(before.enrollmentId);
	const mayAgain = row?.state === 'approved' && counting?.voidedAtMs !== null && counting !== null;
	if (!mayAgain) throw new RefusalError({ code: 'payment.not-now' });
	const evaluation = await tx.evaluations.newest(row.id);
	assert(evaluation, 'an approved enrollment was evaluated');
	const { scheme, fee } = await orderFee(tx, services, row, evaluation);
	if (!fee.due) throw new RefusalError({ code: 'payment.not-now' });
	return makeOrder(tx, services, { row, scheme, fee, by });
}

async function readOwn({ services, actor, orderId }: PayerCall): Promise<OrderRow> {
	const order = await services.uow.run(actor, (tx) => tx.orders.get(orderId));
	if (order?.ownerAccountId !== actor.accountId) throw new RefusalError({ code: 'request.not-found' });
	return order;
}

function viewOwn({ services, actor, orderId }: PayerCall): Promise<OrderView> {
	return services.uow.run(actor, async (tx) => {
		const order = await tx.orders.get(orderId);
		assert(order, 'an order stays');
		return viewOrder({ tx, services, order });
	});
}
