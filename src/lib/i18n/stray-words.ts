import { m } from '#lib/i18n/paraglide/messages.js';
import type { StrayReason } from '#shared/domain/payment/stray-payment.ts';

const wordsByReason: Record<StrayReason, () => string> = {
	'order-unknown': m.payment_stray_order_unknown,
	amount: m.payment_stray_amount,
	'paid-at': m.payment_stray_paid_at,
	'paid-already': m.payment_stray_paid_already,
	'order-void': m.payment_stray_order_void,
	'receipt-number': m.payment_stray_receipt_number,
	'person-paid': m.payment_stray_person_paid,
};

/** Why money is held, for students and clerks alike. */
export function strayWords(reason: StrayReason): string {
	return wordsByReason[reason]();
}
