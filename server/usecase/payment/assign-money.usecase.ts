import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { Services } from '../ports.ts';
import { applyPayment } from './apply-payment.ts';
import { moveByMoney } from './move-by-money.ts';
import { openStray } from './refund-money.usecase.ts';

/**
 * A clerk gives held money to the order that it fits: by the rules by which a callback would have. All in one
 * transaction, the books included. Throws RefusalError `request.not-found` (no such money, no such order),
 * `payment.handled-already`, `payment.not-fitting` with the reason as its path.
 */
export async function assignMoney(call: {
	services: Services;
	actor: AccountActor;
	strayId: string;
	/** 缴款流水号 */
	serial: string;
}): Promise<void> {
	const { services, actor, strayId, serial } = call;
	const told = await services.uow.run({ kind: 'system' }, async (tx) => {
		const stray = await openStray(tx, strayId);
		const found = await tx.orders.ofSerial(serial);
		const order = found && (await tx.orders.lock(found.id));
		if (!order) throw new RefusalError({ code: 'request.not-found' });
		const by = actor.accountId;
		const { taxReceiptNumber, amountFen, paidAtMs, method } = stray;
		const payment = { orderId: order.id, taxReceiptNumber, amountFen, paidAtMs, method };
		const misfit = (await tx.payments.ofOrder(order.id))
			? 'paid-already'
			: await applyPayment({ tx, services, order, payment, by, stray });
		if (misfit) throw new RefusalError({ code: 'payment.not-fitting', path: misfit });
		const atMs = services.clock.nowMs();
		const detail = { reason: stray.reason, amountFen, reportedOrder: stray.reportedOrderId };
		await tx.audit.append({ atMs, actor: by, act: 'payment.assign', subject: order.id, detail });
		// A statement may have held it before it was anybody's: it is settled now.
		await tx.statements.lookAgainAtHeld(taxReceiptNumber);
		const { ownerAccountId: accountId, enrollmentId } = order;
		await tellOwner(tx, services, { kind: 'paid', accountId, enrollmentId });
		const orderIds = new Set([order.id, stray.orderId ?? order.id]);
		const owners: (string | null)[] = [];
		for (const orderId of [...orderIds].sort()) {
			owners.push(await moveByMoney(tx, services, { orderId, by, code: 'assign' }));
		}
		return owners;
	});
	for (const accountId of new Set(told)) if (accountId) services.pokes.poke(accountId);
}
