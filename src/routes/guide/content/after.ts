import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { periodGroup } from './benefits.ts';
import type { EntryGroup } from './guide-section.ts';

const originWords = {
	'in-province': m.guide_after_in_province,
	'out-of-province': m.guide_after_out_of_province,
};

/** What follows 参保成功. */
export function afterGroups(scheme: Scheme): EntryGroup[] {
	return [
		{
			key: 'card',
			label: m.guide_after_card(),
			entries: scheme.afterSuccess.map(({ origin, text, cites }, index) => ({
				id: `after-${index + 1}`,
				title: origin ? originWords[origin]() : undefined,
				text: wordsInLocale(text),
				cites,
			})),
		},
		...(scheme.afterSuccess.length > 0 ? [periodGroup(scheme)] : []),
	];
}
