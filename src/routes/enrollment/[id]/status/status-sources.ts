import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { StepKey } from '#lib/ui/status/timeline.ts';
import type { Scheme } from '#shared/policy/scheme.ts';

/** Which facts of the scheme stand behind each step of the timeline. */
export function timelineCites(scheme: Scheme): Record<StepKey, string[]> {
	return {
		submit: scheme.enrollment.cites,
		review: (scheme.conditions.reviewBeforePayment ?? scheme.conditions.registerRequired)?.cites ?? [],
		pay: scheme.contribution.cites.personal,
		success: [],
		benefits: [...scheme.benefits.cites, ...scheme.benefits.openCites],
	};
}

/** The main channel's bare name (`云南省电子税务局`), without the remark in brackets. */
export function mainChannelName(scheme: Scheme): string | null {
	const channel = scheme.payment.channels.find(({ recommended }) => recommended);
	return channel ? channel.name.replace(/（.*）$/, '') : null;
}

/** What stands between submitting and paying. */
export function checkBeforePayment({ conditions }: Scheme): 'review' | 'register' | null {
	if (conditions.reviewBeforePayment) return 'review';
	return conditions.registerRequired ? 'register' : null;
}

export interface AfterRow {
	who: string;
	text: string;
	cites: string[];
}

/** What follows 参保成功 for this origin; while the origin is not known, for every one. */
export function afterSuccess(scheme: Scheme, origin: unknown): AfterRow[] {
	const who = {
		'in-province': m.payment_after_in_province,
		'out-of-province': m.payment_after_out_of_province,
	};
	const isKnown = typeof origin === 'string' && Object.hasOwn(who, origin);
	return scheme.afterSuccess
		.filter((entry) => !isKnown || entry.origin === null || entry.origin === origin)
		.map((entry) => ({
			who: entry.origin === null ? m.payment_after_all() : who[entry.origin](),
			text: wordsInLocale(entry.text),
			cites: entry.cites,
		}));
}
