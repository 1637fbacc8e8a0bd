import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';
import { factEntries } from './entries.ts';
import type { EntryGroup } from './guide-section.ts';

/** Every fact of the scheme under its number, verbatim. */
export function clauseGroups(scheme: CitedScheme): EntryGroup[] {
	return Object.entries(scheme.facts).map(([id, { clause, note, status }]) => ({
		key: id,
		label: `${clause} · ${id}`,
		note: note && status !== 'open' ? wordsInLocale(note) : undefined,
		entries: factEntries(scheme, id, [id]),
	}));
}
