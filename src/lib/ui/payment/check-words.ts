import type { CheckAnswer } from '#lib/app/payment/payment-check.svelte.ts';
import { errorWords } from '#lib/i18n/error-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** The honest answer to 我已缴费，查询结果. */
export function checkWords(answer: CheckAnswer): { tone: 'good' | 'calm' | 'warn'; words: string } {
	if (answer.kind === 'refused') {
		const isOffline = answer.refusal.code === 'network.offline';
		return { tone: 'calm', words: isOffline ? m.payment_check_offline() : errorWords(answer.refusal.code) };
	}
	switch (answer.state) {
		case 'paid':
			return { tone: 'good', words: m.payment_check_arrived() };
		case 'void':
			return { tone: 'warn', words: m.payment_check_voided() };
		case 'due':
			return { tone: 'calm', words: m.payment_check_not_yet() };
	}
}
