import type { GuideDocument } from '#lib/app/guide/search-guide.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';
import { calculatorsOf } from './calculators.ts';
import type { GuideSection } from './guide-section.ts';
import { guideSections } from './sections.ts';

/** The sentence in its place is worth more than the same words among all clauses. */
const clauseWeight = 0.5;
/** Who looks for a word that names a section wants the section. */
const sectionWeight = 10;

/** Everything that the search looks through, in the present language. */
export function guideDocuments(schemes: readonly CitedScheme[]): GuideDocument[] {
	return schemes.flatMap((scheme) => [
		...guideSections(scheme).flatMap((section) => sectionDocuments(scheme, section)),
		...calculatorsOf(scheme).map(({ kind, title, note }) => ({
			id: `${scheme.id}/calculator/${kind}`,
			place: `${wordsInLocale(scheme.region)} · ${m.calculator_title()}`,
			title,
			text: note,
			href: `/guide/${scheme.id}/calculator/${kind}`,
		})),
	]);
}

function sectionDocuments(
	scheme: CitedScheme,
	{ key, title, summary, groups }: GuideSection,
): GuideDocument[] {
	const href = `/guide/${scheme.id}/${key}`;
	const whole = {
		id: `${scheme.id}/${key}`,
		place: wordsInLocale(scheme.region),
		title,
		text: summary,
		href,
		weight: sectionWeight,
	};
	const sentences = groups.flatMap(({ label, entries }) =>
		entries.map((entry) => ({
			id: `${scheme.id}/${key}/${entry.id}`,
			place: `${wordsInLocale(scheme.region)} · ${title}`,
			title: entry.title ?? label ?? title,
			text: entry.text,
			href: `${href}#${entry.id}`,
			weight: key === 'clauses' ? clauseWeight : 1,
		})),
	);
	return [whole, ...sentences];
}
