/** What a device of before version 3 can read: a state that it does not know would make it refuse the reply whole. */
import { isOpenOrder } from '#shared/domain/payment/order-state.ts';
import type { Change } from '#shared/protocol/exchange.ts';
import type { EnrollmentView, OrderView } from '#shared/protocol/view.ts';

export function asKnownTo(version: number, change: Change): Change {
	if (version >= 3 || change.view === null) return change;
	if (change.kind === 'enrollment') return { ...change, view: enrollmentOfBefore(change.view) };
	return change.kind === 'order' ? { ...change, view: orderOfBefore(change.view) } : change;
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
