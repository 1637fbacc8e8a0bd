import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Scheme } from '#shared/policy/scheme.ts';

/** One stage of the channel's guide, in the present language. */
export interface PayStage {
	key: string;
	title: string;
	steps: { text: string; copy?: string; cites: string[] }[];
	/** Where the boxes to compare and the ways to pay are shown. */
	hasChecks: boolean;
	hasMethods: boolean;
}

export function payStages(scheme: Scheme): PayStage[] {
	return scheme.payment.guide.map((stage) => ({
		key: stage.key,
		title: wordsInLocale(stage.title),
		steps: stage.steps.map((step) => ({ ...step, text: wordsInLocale(step.text) })),
		hasChecks: stage.key === 'check' && scheme.payment.identityChecks.length > 0,
		hasMethods: stage.key === 'pay',
	}));
}
