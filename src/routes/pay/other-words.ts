import type { OtherState } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** How somebody else's order stands, for whoever pays it. */
export const otherStateWords: Record<OtherState, () => string> = {
	'to-pay': m.payer_other_state_to_pay,
	paid: m.payer_other_state_paid,
	void: m.payer_other_state_void,
	'not-now': m.payer_other_state_not_now,
};
