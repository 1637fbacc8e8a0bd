import type { AdviceDifference } from '#lib/app/enrollment/advice-differences.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Scheme } from '#shared/policy/scheme.ts';
import { sourceWords, type CheckRow } from './check-rows.ts';
import { factName, factValue } from './fact-words.ts';

/** 与本机判断不同: what the office judged by, and below it what this phone had judged by. */
export function differenceRows(scheme: Scheme, differences: AdviceDifference[]): CheckRow[] {
	return differences.map(({ key, advised, decided }) => ({
		key,
		label: factName(scheme, key),
		value: factValue(scheme, key, decided.value),
		source: sourceWords(decided),
		note: null,
		next:
			advised === undefined
				? m.payment_difference_unknown()
				: m.payment_difference_advised({ value: factValue(scheme, key, advised) }),
	}));
}
