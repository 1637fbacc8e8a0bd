import { m } from '#lib/i18n/paraglide/messages.js';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import { needsAPerson, type OrderState } from '#shared/domain/payment/order-state.ts';

export const stateWords: Record<EnrollmentState, () => string> = {
	draft: m.office_state_draft,
	notified: m.office_state_notified,
	superseded: m.office_state_superseded,
	declared: m.office_state_declared,
	returned: m.office_state_returned,
	approved: m.office_state_approved,
	rejected: m.office_state_rejected,
};

export const orderStateWords: Record<OrderState, () => string> = {
	due: m.office_order_due,
	declared: m.office_order_declared,
	paying: m.office_order_paying,
	paid: m.office_order_paid,
	settled: m.office_order_settled,
	failed: m.office_order_failed,
	cancelled: m.office_order_cancelled,
	void: m.office_order_void,
	mismatch: m.office_order_mismatch,
	'refund-pending': m.office_order_refund,
};

/** Grey what waits by itself, amber what waits for a person. */
export function orderStateTone(state: OrderState): 'good' | 'warn' | 'bad' | 'idle' {
	if (state === 'paid' || state === 'settled') return 'good';
	if (needsAPerson(state)) return 'warn';
	return state === 'failed' ? 'bad' : 'idle';
}
