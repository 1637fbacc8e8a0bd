import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';
import { openEntry, pointEntries } from './entries.ts';
import type { EntryGroup } from './guide-section.ts';

/** What to hand in for money back, kind by kind; or that the document has no such thing. */
export function claimGroups(scheme: CitedScheme): EntryGroup[] {
	const { claims } = scheme;
	const silent = claims.cites.map((id) => openEntry(scheme, `open-${id}`, id));
	return [
		{ key: 'open', label: m.guide_open(), entries: claims.offered ? [] : silent },
		{
			key: 'settled',
			label: m.guide_claims_settled(),
			entries: pointEntries('settled', claims.settledAtHospital),
		},
		...claims.kinds.flatMap(({ kind, title, notes, documents, cites }): EntryGroup[] => [
			{ key: `${kind}-notes`, label: wordsInLocale(title), entries: pointEntries(`${kind}-note`, notes) },
			{
				key: kind,
				label: m.guide_claims_documents({ count: documents.length }),
				isElsewhere: true,
				entries: documents.map(({ key, text }) => ({
					id: `${kind}-${key}`,
					title: wordsInLocale(title),
					text,
					isQuote: true,
					cites,
				})),
			},
		]),
	];
}
