import { m } from '#lib/i18n/paraglide/messages.js';
import { wordsInLocale } from '#lib/i18n/words-in-locale.ts';
import { kindOf } from '../../claims/claim-kind.ts';

/** The kind of a claim in words. */
export function kindWords(claim: { schemeId: string; claimKind: string }): string {
	const kind = kindOf(claim);
	return kind ? wordsInLocale(kind.title) : m.claim_title_unknown();
}

/** A paper's name in words; its key where this version does not know it. */
export function paperWords(claim: { schemeId: string; claimKind: string }, key: string): string {
	const paper = kindOf(claim)?.documents.find((one) => one.key === key);
	return paper ? wordsInLocale(paper.label) : key;
}
