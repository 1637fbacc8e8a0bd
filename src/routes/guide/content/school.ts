import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import type { Entry, EntryGroup } from './guide-section.ts';

/** What the school does for its students, and with what. */
export function schoolGroups({ schoolWork: { duties, platform } }: Scheme): EntryGroup[] {
	return [
		{
			key: 'duties',
			label: m.guide_school_duties(),
			entries: duties.map(({ key, title, text, due, cites }) => ({
				id: `duty-${key}`,
				title: wordsInLocale(title),
				text: wordsInLocale(text),
				detail: due ? m.guide_school_due({ date: due }) : undefined,
				cites,
			})),
		},
		{ key: 'platform', label: m.guide_school_platform(), entries: platform ? platformEntries(platform) : [] },
	];
}

type Platform = NonNullable<Scheme['schoolWork']['platform']>;

function platformEntries({ name, browsers, address, note, cites }: Platform): Entry[] {
	const entries: Entry[] = [
		{ id: 'platform', text: name, isQuote: true, cites },
		{ id: 'browsers', title: m.guide_school_browsers(), text: browsers.join(m.guide_list_comma()), cites },
	];
	if (!address.verified) {
		entries.push({ id: 'address', text: wordsInLocale(note), detail: address.raw, tone: 'doubt', cites });
	}
	return entries;
}
