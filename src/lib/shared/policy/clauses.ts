import type { Fact, Scheme } from './scheme.ts';

/** What a citation needs of its scheme. */
export interface CitedDocument {
	id: string;
	document: Pick<Scheme['document'], 'title' | 'number'>;
}

/** Clauses by number. */
export type Clauses = Record<string, Fact>;

/** Apart from the schemes: they are a seventh of the data, and nobody reads one before tapping a citation. */
const loadersById: Record<string, () => Promise<{ facts: Clauses }>> = {
	'yunnan-kunming-2023': () => import('./yunnan-kunming-2023/facts.ts'),
	'changchun-2023': () => import('./changchun-2023/facts.ts'),
};

/** The clauses of a scheme; none for an unknown one. Rejects where they are neither here nor to be had. */
export async function clausesOf(schemeId: string): Promise<Clauses> {
	const load = Object.hasOwn(loadersById, schemeId) ? loadersById[schemeId] : undefined;
	return load ? (await load()).facts : {};
}

/** What a person sees on tapping a citation. */
export interface Citation {
	id: string;
	document: { title: string; number: string | null };
	clause: string;
	/** The sentences, without the marks of the scan. */
	quotes: string[];
	status: Fact['status'];
	note: Fact['note'] | null;
}

/** The quoted clause behind a fact number; null when the scheme has no such fact. */
export function citation(scheme: CitedDocument, clauses: Clauses, factId: string): Citation | null {
	const fact = Object.hasOwn(clauses, factId) ? clauses[factId] : undefined;
	if (!fact) return null;
	return {
		id: factId,
		document: { title: scheme.document.title, number: scheme.document.number },
		clause: fact.clause,
		quotes: fact.quotes.map((quote) => quote.replaceAll('**', '')),
		status: fact.status,
		note: fact.note ?? null,
	};
}
