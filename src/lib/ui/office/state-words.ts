import { m } from '#lib/i18n/paraglide/messages.js';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { OrderState } from '#shared/domain/payment/order-state.ts';

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
	paid: m.office_order_paid,
	void: m.office_order_void,
};
