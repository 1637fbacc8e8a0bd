import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import type { Clauses } from '#shared/policy/clauses.ts';

/** What our reading of these clauses takes for granted, to be shown beside a date that comes of it. */
export function assumptionOf(clauses: Clauses | null, cites: readonly string[]): string | undefined {
	const readings = cites.map((id) => clauses?.[id]).filter((fact) => fact?.status === 'reading');
	return readings.map((fact) => (fact?.note ? wordsInLocale(fact.note) : '')).join('') || undefined;
}
