import type { BenefitDecision, Finding } from '../../domain/decision/decision.ts';
import type { BenefitFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { assert } from '../../std/assert.ts';
import { benefitSum } from './benefit-sum.ts';

/** What leaves a range: the statement that the source does not settle. Bands of a major illness leave none. */
const openStatements = {
	inpatient: 'rate-by-level-given',
	'accident-outpatient': 'two-readings',
	'major-illness': null,
} as const;

/** How much might come back, in fen: a range where the source leaves one. C15, C16, C19; Y25: nothing is given. */
export function decideBenefit(scheme: Scheme, facts: BenefitFacts): BenefitDecision {
	const sum = benefitSum(scheme, facts);
	if (!sum) {
		return {
			minFen: null,
			maxFen: null,
			exact: false,
			capFen: null,
			deductibleFen: null,
			cites: [...scheme.amounts.cites],
			findings: [],
		};
	}
	const { minFen, maxFen, capFen, deductibleFen, cites } = sum;
	assert(0 <= minFen && minFen <= maxFen, 'a benefit range runs upwards from zero');
	const exact = minFen === maxFen;
	const rule = openStatements[facts.kind];
	const findings: Finding[] = exact || !rule ? [] : [{ rule, severity: 'advice', cites: [...cites] }];
	return { minFen, maxFen, exact, capFen, deductibleFen, cites: [...cites], findings };
}
