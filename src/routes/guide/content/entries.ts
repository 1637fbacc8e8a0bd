import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import { citation } from '#shared/policy/clauses.ts';
import type { CitedScheme, Words } from '#shared/policy/scheme.ts';
import type { Entry, EntryGroup } from './guide-section.ts';

interface Point {
	text: Words;
	copy?: string;
	cites: string[];
}

/** Sentences of the scheme in the present language. */
export function pointEntries(key: string, points: readonly Point[]): Entry[] {
	return points.map(({ text, copy, cites }, index) => ({
		id: `${key}-${index + 1}`,
		text: wordsInLocale(text),
		copy,
		cites,
	}));
}

/** A guided list of the document: one numbered group a title. */
export function guideEntryGroups(
	key: string,
	guide: readonly { key: string; title: Words; steps: Point[] }[],
): EntryGroup[] {
	return guide.map((part) => ({
		key: `${key}-${part.key}`,
		label: wordsInLocale(part.title),
		isOrdered: true,
		entries: pointEntries(`${key}-${part.key}`, part.steps),
	}));
}

/** The document's own sentences behind these facts; for a silent one, what it leaves open. */
export function factEntries(scheme: CitedScheme, key: string, ids: readonly string[]): Entry[] {
	return ids.flatMap((id): Entry[] => {
		const clause = citation(scheme, scheme.facts, id);
		if (!clause) return [];
		if (clause.quotes.length === 0) return [openEntry(scheme, `${key}-open`, id)];
		return clause.quotes.map((text, index) => ({
			id: `${key}-${index + 1}`,
			text,
			isQuote: true,
			cites: [id],
		}));
	});
}

/** What the document does not say, in the words of the fact that records it. */
export function openEntry(scheme: CitedScheme, key: string, id: string): Entry {
	const note = citation(scheme, scheme.facts, id)?.note;
	return { id: key, text: note ? wordsInLocale(note) : id, tone: 'open', cites: [id] };
}
