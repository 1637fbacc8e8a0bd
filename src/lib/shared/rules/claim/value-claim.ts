import type { Valuation } from '../../domain/claim/claim-review.ts';
import type { BenefitFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import type { Fen } from '../../std/money.ts';
import { benefitSum } from '../benefit/benefit-sum.ts';

export interface ClaimValueFacts {
	claimKind: string;
	/** The hospital's level, where the benefit goes by it. */
	level: string | null;
	/** 合规费用 of all bills. */
	eligibleFen: Fen;
	/** What the year's earlier claims of the same person were granted under the same limit. */
	paidEarlierFen: Fen;
}

/** The sum of a claim with the range that the document leaves; nothing chosen yet. */
export type ClaimValue = Omit<Valuation, 'askedFen' | 'approvedFen' | 'words' | 'schemeVersion'>;

/**
 * What a claim may come to: null where the scheme gives no amounts for its kind, or where the level is needed and
 * none of the scheme's was named. C15, C17–C19: at the local rate of the same level, a range where none is given.
 */
export function valueClaim(scheme: Scheme, facts: ClaimValueFacts): ClaimValue | null {
	const benefit = scheme.claims.kinds.find(({ kind }) => kind === facts.claimKind)?.benefit;
	const asked = benefit && benefitFacts(scheme, benefit, facts);
	const sum = asked ? benefitSum(scheme, asked) : null;
	if (!benefit || !sum) return null;
	const capLeftFen = sum.capFen === null ? null : Math.max(0, sum.capFen - facts.paidEarlierFen);
	const withinCap = (fen: Fen) => Math.min(fen, capLeftFen ?? fen);
	const kind = scheme.claims.kinds.find((one) => one.kind === facts.claimKind)!;
	return {
		benefit,
		level: benefit === 'inpatient' ? facts.level : null,
		eligibleFen: facts.eligibleFen,
		deductibleFen: sum.deductibleFen,
		lines: sum.lines.map(({ kind, countedFen, percent, fen }) => ({ kind, countedFen, percent, fen })),
		capFen: sum.capFen,
		capLeftFen,
		minFen: withinCap(sum.minFen),
		maxFen: withinCap(sum.maxFen),
		cites: [...new Set([...kind.cites, ...sum.cites])],
	};
}

function benefitFacts(
	{ amounts: { amounts } }: Scheme,
	benefit: ClaimValue['benefit'],
	{ level, eligibleFen }: ClaimValueFacts,
): BenefitFacts | null {
	if (benefit === 'accident-outpatient') return { kind: benefit, eligibleFen };
	const known = amounts?.inpatient?.levels.find(({ key }) => key === level);
	return known ? ({ kind: benefit, level: known.key, eligibleFen } as BenefitFacts) : null;
}
