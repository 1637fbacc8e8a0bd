/** What an older device can read: a state that it does not know would make it refuse the reply whole. */
import { isClaimEditable, type ClaimState } from '#shared/domain/claim/claim-state.ts';
import { isOpenOrder } from '#shared/domain/payment/order-state.ts';
import type { Change } from '#shared/protocol/exchange.ts';
import type { ClaimView, EnrollmentView, NoticeView, OrderView } from '#shared/protocol/view.ts';

export function asKnownTo(version: number, change: Change): Change {
	if (version >= 5 || change.view === null) return change;
	if (change.kind === 'claim') return { ...change, view: claimOfBefore(change.view) };
	if (change.kind === 'notice')
		return { ...change, view: isNoticeKnownTo(version, change.view) ? change.view : null };
	if (version >= 3) return change;
	if (change.kind === 'enrollment') return { ...change, view: enrollmentOfBefore(change.view) };
	return change.kind === 'order' ? { ...change, view: orderOfBefore(change.view) } : change;
}

/** Before version 5 a claim could be changed by its owner, as a draft, or was handed in. */
export function claimStateKnownTo(version: number, state: ClaimState): ClaimState {
	if (version >= 5) return state;
	return isClaimEditable(state) ? 'draft' : 'submitted';
}

/** Before version 5 a notice led to an enrollment. */
export function isNoticeKnownTo(
	version: number,
	{ enrollmentId }: Pick<NoticeView, 'enrollmentId'>,
): boolean {
	return version >= 5 || enrollmentId !== null;
}

function claimOfBefore(view: ClaimView): ClaimView {
	const { timeline: _, review: __, valuation: ___, ...before } = view;
	return { ...before, state: claimStateKnownTo(4, view.state) };
}

/** It goes on waiting for the student. */
function enrollmentOfBefore(view: EnrollmentView): EnrollmentView {
	return view.state === 'superseded' ? { ...view, state: 'notified' } : view;
}

/** Paid where a payment counts; where money waits for a person it says, as of a void one, not to pay by it. */
function orderOfBefore(view: OrderView): OrderView {
	if (isOpenOrder(view.state)) return { ...view, state: 'due' };
	return { ...view, state: view.payment ? 'paid' : 'void' };
}
