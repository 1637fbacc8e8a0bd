import type { CheckAnswer } from '#lib/app/payment/payment-check.svelte.ts';
import { errorWords } from '#lib/i18n/error-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { situationOf, type Situation } from './situation.ts';

/** The honest answer to 我已缴费，查询结果. */
export function checkWords(answer: CheckAnswer): { tone: 'good' | 'calm' | 'warn'; words: string } {
	if (answer.kind === 'refused') {
		const isOffline = answer.refusal.code === 'network.offline';
		return { tone: 'calm', words: isOffline ? m.payment_check_offline() : errorWords(answer.refusal.code) };
	}
	const [tone, words] = answers[situationOf(answer.order)];
	return { tone, words: words() };
}

const answers: Record<Situation, ['good' | 'calm' | 'warn', () => string]> = {
	'nothing-due': ['calm', m.payment_status_nothing_due],
	'held-back': ['warn', m.payment_status_not_payable_lead],
	'held-for-school': ['warn', m.payment_status_hold_lead],
	sending: ['calm', m.payment_check_sending],
	'to-pay': ['calm', m.payment_check_not_yet],
	declared: ['calm', m.payment_check_declared],
	paying: ['calm', m.payment_check_paying],
	failed: ['warn', m.payment_check_failed],
	cancelled: ['calm', m.payment_check_cancelled],
	paid: ['good', m.payment_check_arrived],
	'paid-twice': ['good', m.payment_check_refund],
	mismatch: ['warn', m.payment_check_mismatch],
	void: ['warn', m.payment_check_voided],
	'void-paid': ['warn', m.payment_check_refund],
};
