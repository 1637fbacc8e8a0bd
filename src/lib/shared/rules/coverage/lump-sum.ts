import type { FeeFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';

/** Y2: whether a lump sum already paid reaches the insurance year. False where the scheme knows no lump sum. */
export function isCoveredByLumpSum(
	scheme: Scheme,
	{ insured, lumpSumThrough }: Pick<FeeFacts, 'insured' | 'lumpSumThrough'>,
): boolean {
	if (!scheme.conditions.lumpSumCovers || insured !== 'lump-sum') return false;
	return lumpSumThrough !== undefined && lumpSumThrough >= scheme.insuranceYear;
}
