import { m } from '#lib/i18n/paraglide/messages.js';
import type { PaymentMethod } from '#shared/domain/payment/order-state.ts';

const wordsByMethod: Record<PaymentMethod, () => string> = {
	unionpay: m.payment_method_unionpay,
	wechat: m.payment_method_wechat,
	'wechat-qr': m.payment_method_wechat_qr,
	bank: m.payment_method_bank,
};

export function methodWords(method: PaymentMethod): string {
	return wordsByMethod[method]();
}
