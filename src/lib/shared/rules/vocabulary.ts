import { commonVocabulary, type Vocabulary } from '../domain/decision/fact-values.ts';
import type { Scheme } from '../policy/scheme.ts';

function together(common: readonly string[], own: readonly string[]): string[] {
	return [...new Set([...common, ...own])];
}

/**
 * The keys that a case under this scheme may use: the common ones, so that a question which the scheme does not answer
 * is still understood, and those that its data brings.
 */
export function vocabularyOf(scheme: Scheme): Vocabulary {
	const { identity, claims, amounts, contribution } = scheme;
	const kinds = identity.kinds.map(({ value }) => value).filter((value) => value !== 'none');
	const ownClaims = [...claims.settledAtHospital, ...claims.kinds].map(({ kind }) => kind);
	const ownDocuments = claims.kinds.flatMap(({ documents }) => documents.map(({ key }) => key));
	// Where levels are given, another level has no figures: it is no word of this scheme.
	const levels = amounts.amounts?.inpatient?.levels.map(({ key }) => key);
	return {
		hardshipKinds: together(commonVocabulary.hardshipKinds, kinds),
		certificationPlaces: together(
			commonVocabulary.certificationPlaces,
			identity.certifiedIn.map(({ value }) => value),
		),
		claimKinds: together(commonVocabulary.claimKinds, ownClaims),
		claimDocuments: together(commonVocabulary.claimDocuments, ownDocuments),
		hospitalLevels: levels ?? commonVocabulary.hospitalLevels,
		lumpSumYears: contribution.lumpSums.map(({ years }) => years),
	};
}
