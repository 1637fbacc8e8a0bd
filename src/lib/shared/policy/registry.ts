import type { IsoDate } from '../std/date.ts';
import type { Fact, Scheme } from './scheme.ts';
import { changchun2023 } from './changchun-2023/scheme.ts';
import { yunnanKunming2023 } from './yunnan-kunming-2023/scheme.ts';

/** Every scheme that the product knows, in the order shown. */
export const schemes: readonly Scheme[] = [yunnanKunming2023, changchun2023];

export function schemeById(id: string): Scheme | null {
	return schemes.find((scheme) => scheme.id === id) ?? null;
}

/** The schemes that may decide on this day; none: the app says so and applies no old year's figures. */
export function schemesInForce(date: IsoDate): Scheme[] {
	return schemes.filter(({ inForce }) => inForce.from <= date && date <= inForce.to);
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
export function citation(scheme: Scheme, factId: string): Citation | null {
	const fact = Object.hasOwn(scheme.facts, factId) ? scheme.facts[factId] : undefined;
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
