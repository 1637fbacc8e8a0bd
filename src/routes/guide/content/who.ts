import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { pointEntries } from './entries.ts';
import type { EntryGroup } from './guide-section.ts';

/** Whom the scheme is for, what changed, and what the document leaves open. */
export function whoGroups({ enrollment, changes, schools, open }: Scheme): EntryGroup[] {
	const named = schools.filter(({ demo }) => !demo);
	return [
		{ key: 'who', label: m.guide_who_rules(), entries: pointEntries('who', enrollment.eligibility) },
		{
			key: 'changes',
			label: m.guide_who_changes(),
			entries: changes.map(({ before, after, cites }, index) => ({
				id: `change-${index + 1}`,
				title: m.guide_who_before({ before: wordsInLocale(before) }),
				text: m.guide_who_after({ after: wordsInLocale(after) }),
				cites,
			})),
		},
		{
			key: 'schools',
			label: m.guide_who_schools(),
			note: m.guide_who_schools_note(),
			entries: named.map(({ code, name, cites }) => ({
				id: `school-${code}`,
				text: name,
				isQuote: true,
				cites,
			})),
		},
		{
			key: 'open',
			label: m.guide_open(),
			entries: pointEntries('open', open).map((entry) => ({ ...entry, tone: 'open' as const })),
		},
	];
}
