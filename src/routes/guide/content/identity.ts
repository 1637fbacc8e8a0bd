import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { pointEntries } from './entries.ts';
import type { Entry, EntryGroup } from './guide-section.ts';

/** Both sides of the choice, who counts as funded, and what to do after choosing the other place. */
export function identityGroups({ identity }: Scheme): EntryGroup[] {
	const { kinds, alsoShown, sides, notes, redirectAdvice, cites } = identity;
	const names = kinds.filter(({ value }) => value !== 'none').map(({ label }) => wordsInLocale(label));
	const shown: Entry = {
		id: 'also-shown',
		title: m.guide_identity_also_shown(),
		text: alsoShown.join(m.guide_list_comma()),
		isQuote: true,
		cites,
	};
	return [
		{
			key: 'sides',
			label: m.guide_identity_sides(),
			isElsewhere: true,
			entries: sides.flatMap((side) =>
				side.points.map((point, index) => ({
					id: `side-${side.value}-${index + 1}`,
					title: wordsInLocale(side.title),
					text: wordsInLocale(point.text),
					cites: point.cites,
				})),
			),
		},
		{
			key: 'kinds',
			label: m.guide_identity_kinds(),
			entries: [
				{ id: 'kinds', text: names.join(m.guide_list_comma()), cites },
				...(alsoShown.length > 0 ? [shown] : []),
				...pointEntries('note', notes),
			],
		},
		{
			key: 'redirect',
			label: m.guide_identity_redirect(),
			entries: [{ id: 'redirect', text: wordsInLocale(redirectAdvice), cites }],
		},
	];
}
