import type { PaymentMethod } from '#shared/domain/payment/order-state.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import type { World } from './flow-world.ts';

/** An approved order of a new student, and the payment that would pay it. */
export async function dueOrder(world: World, reviewer: AccountActor) {
	const student = await world.declared();
	const id = student.record;
	const { evaluations } = await readCase({ services: world.services, actor: reviewer, id });
	const input = { id, evaluationId: evaluations.at(-1)!.id };
	await approveEnrollment({ services: world.services, actor: reviewer, input });
	const { changes } = await student.device.pull();
	const order = changes.find(({ kind }) => kind === 'order')!.view as OrderView;
	const body = {
		orderId: order.id,
		amountFen: 35_000,
		taxReceiptNumber: `35${order.serial}`,
		paidAtMs: world.clock.nowMs(),
		method: 'wechat' as PaymentMethod,
	};
	const row = async () => {
		const found = await world.services.uow.run({ kind: 'system' }, (tx) => tx.orders.get(order.id));
		return found!;
	};
	const stateOf = async () => (await row()).state;
	const heldReasons = async () => {
		const held = await world.services.uow.run({ kind: 'system' }, (tx) => tx.strays.ofOrders([order.id]));
		return held.map(({ reason }) => reason);
	};
	return { ...student, order, body, row, stateOf, heldReasons };
}
