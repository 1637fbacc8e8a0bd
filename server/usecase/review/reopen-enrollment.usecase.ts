import { isOpenOrder } from '#shared/domain/payment/order-state.ts';
import type { ReopenInput } from '#shared/protocol/review.ts';
import type { AccountActor } from '../actor.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import { askGateway } from '../payment/query-orders.usecase.ts';
import { voidOrder } from '../payment/void-order.ts';
import type { Services } from '../ports.ts';
import { keptReasons } from './kept-reasons.ts';
import { lockForReview } from './lock-for-review.ts';

/**
 * 重新打开: an approval is taken back before any payment. The form opens for its owner with the reasons beside
 * their places, as in a return; the order is void, and a new approval makes a new one. The gateway is asked
 * first: what it has seen paid is paid. Throws RefusalError `request.not-found`, `enrollment.own-review`, `enrollment.own-entry`,
 * `enrollment.content-changed` (another evaluation is newest), `enrollment.wrong-state`, `request.malformed`,
 * `enrollment.paid-already`, `payment.gateway-silent`.
 */
export async function reopenEnrollment(call: {
	services: Services;
	actor: AccountActor;
	input: ReopenInput;
}): Promise<void> {
	const { services, actor, input } = call;
	const toAsk = await services.uow.run(actor, async (tx) => {
		await lockForReview(tx, call, input, 'reopen');
		const order = await tx.orders.ofEnrollment(input.id);
		return order && isOpenOrder(order.state) && order.acknowledgedAtMs !== null ? order.id : null;
	});
	if (toAsk) await askGateway(services, toAsk);
	const ownerAccountId = await services.uow.run(actor, async (tx) => {
		const { row, next } = await lockForReview(tx, call, input, 'reopen');
		const reasons = keptReasons(row, input.reasons);
		await voidOrder({ tx, services, enrollmentId: row.id, by: actor.accountId, code: input.code });
		const nowMs = services.clock.nowMs();
		const signatureFalls = reasons.some(({ target }) => target === 'signature');
		await tx.enrollments.update({
			...row,
			state: next,
			signatureHash: signatureFalls ? null : row.signatureHash,
			decidedAtMs: nowMs,
			decidedOn: services.businessDate.today(),
			updatedAtMs: nowMs,
		});
		const reopened = { code: input.code, words: input.words.trim() };
		await tx.reviewWords.append(row.id, actor.accountId, { act: 'returned', reasons, atMs: nowMs, reopened });
		await tx.changes.append(row.ownerAccountId, { kind: 'enrollment', id: row.id });
		await tellOwner(tx, services, {
			kind: 'reopened',
			accountId: row.ownerAccountId,
			enrollmentId: row.id,
		});
		const codes = reasons.map(({ code }) => code).join(' ');
		await tx.audit.append({
			atMs: nowMs,
			actor: actor.accountId,
			act: 'enrollment.reopen',
			subject: row.id,
			// The words may name a person; the codes do not.
			detail: { evaluationId: input.evaluationId, code: input.code, codes },
		});
		return row.ownerAccountId;
	});
	services.pokes.poke(ownerAccountId);
}
