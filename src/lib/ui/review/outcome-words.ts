import { m } from '#lib/i18n/paraglide/messages.js';
import type { enrollmentOutcomes } from '#shared/domain/decision/decision.ts';

type Outcome = (typeof enrollmentOutcomes)[number];

export const outcomeWords: Record<Outcome, () => string> = {
	ready: m.office_outcome_ready,
	return: m.office_outcome_return,
	reject: m.office_outcome_reject,
	redirect: m.office_outcome_redirect,
	manual: m.office_outcome_manual,
	'nothing-due': m.office_outcome_nothing_due,
};

export const outcomeTone: Record<Outcome, 'good' | 'warn' | 'bad' | 'idle'> = {
	ready: 'good',
	return: 'warn',
	reject: 'bad',
	redirect: 'idle',
	manual: 'warn',
	'nothing-due': 'idle',
};
