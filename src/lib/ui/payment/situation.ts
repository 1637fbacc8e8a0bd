/** Where a person stands with one order, read off what the server observed: one word for each screen to design. */
import type { OrderView } from '#lib/app/views.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { formatYuan } from '#shared/std/money.ts';

export type Situation =
	| 'nothing-due'
	/** Must not be paid yet. */
	| 'held-back'
	/** C9: the school has to enter the student first. */
	| 'held-for-school'
	/** On its way to the tax side, which does not have it yet. */
	| 'sending'
	| 'to-pay'
	| 'declared'
	| 'paying'
	| 'failed'
	| 'cancelled'
	| 'paid'
	| 'paid-twice'
	| 'mismatch'
	| 'void'
	/** Made void, and money came all the same. */
	| 'void-paid';

export function situationOf(order: OrderView): Situation {
	switch (order.state) {
		case 'paid':
		case 'settled':
			return 'paid';
		case 'refund-pending':
			return order.payment ? 'paid-twice' : 'void-paid';
		case 'mismatch':
		case 'void':
			return order.state;
		default:
			if (!order.fee.due) return 'nothing-due';
			if (!order.fee.payNow) return isHeldForSchool(order) ? 'held-for-school' : 'held-back';
			if (order.isAtTaxSide === false) return 'sending';
			return order.state === 'due' ? 'to-pay' : order.state;
	}
}

function isHeldForSchool({ fee }: OrderView): boolean {
	return fee.findings.some(({ rule }) => rule === 'student-charge-certain');
}

/** Whether the steps of paying are worth showing: nobody may pay in the others. */
export function isPayable(situation: Situation): boolean {
	return payable.has(situation);
}
const payable: ReadonlySet<Situation> = new Set(['to-pay', 'declared', 'paying', 'failed', 'cancelled']);

/** Begun or broken off at the tax side: there are two ways on (Y18). */
export function isBrokenOff(situation: Situation): boolean {
	return situation !== 'to-pay' && isPayable(situation);
}

export interface SituationWords {
	title: string;
	lead: string;
	tone: 'calm' | 'problem' | 'good';
	/** For a timeline's step, a few words. */
	short: string;
}

export function situationWords(order: OrderView): SituationWords {
	const words = wordsBySituation[situationOf(order)];
	const amount = formatYuan(order.payment?.paidFen ?? order.fee.personalFen);
	return { title: words.title(), lead: words.lead({ amount }), tone: words.tone, short: words.short() };
}

interface Words {
	title: () => string;
	lead: (inputs: { amount: string }) => string;
	tone: SituationWords['tone'];
	short: () => string;
}

const wordsBySituation: Record<Situation, Words> = {
	'nothing-due': {
		title: m.payment_status_nothing_due,
		lead: () => '',
		tone: 'calm',
		short: m.payment_note_nothing_due,
	},
	'held-back': {
		title: m.payment_status_not_payable,
		lead: m.payment_status_not_payable_lead,
		tone: 'calm',
		short: m.payment_status_not_payable,
	},
	'held-for-school': {
		title: m.payment_status_hold,
		lead: m.payment_status_hold_lead,
		tone: 'problem',
		short: m.payment_note_hold,
	},
	sending: {
		title: m.payment_sending_title,
		lead: m.payment_sending_lead,
		tone: 'calm',
		short: m.payment_sending_title,
	},
	'to-pay': {
		title: m.payment_status_due,
		lead: m.payment_status_due_lead,
		tone: 'calm',
		short: m.payment_status_due,
	},
	declared: {
		title: m.payment_declared_title,
		lead: m.payment_declared_lead,
		tone: 'calm',
		short: m.payment_declared_title,
	},
	paying: {
		title: m.payment_paying_title,
		lead: m.payment_paying_lead,
		tone: 'calm',
		short: m.payment_paying_title,
	},
	failed: {
		title: m.payment_failed_title,
		lead: m.payment_failed_lead,
		tone: 'problem',
		short: m.payment_failed_short,
	},
	cancelled: {
		title: m.payment_cancelled_title,
		lead: m.payment_cancelled_lead,
		tone: 'calm',
		short: m.payment_cancelled_title,
	},
	paid: {
		title: m.payment_status_paid,
		lead: m.payment_status_paid_lead,
		tone: 'good',
		short: m.payment_status_paid,
	},
	'paid-twice': {
		title: m.payment_twice_title,
		lead: m.payment_twice_lead,
		tone: 'good',
		short: m.payment_twice_short,
	},
	mismatch: {
		title: m.payment_mismatch_title,
		lead: m.payment_mismatch_lead,
		tone: 'problem',
		short: m.payment_mismatch_short,
	},
	void: {
		title: m.payment_status_void,
		lead: m.payment_status_void_lead,
		tone: 'problem',
		short: m.payment_status_void,
	},
	'void-paid': {
		title: m.payment_void_paid_title,
		lead: m.payment_void_paid_lead,
		tone: 'problem',
		short: m.payment_void_paid_short,
	},
};
