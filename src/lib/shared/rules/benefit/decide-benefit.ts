import type { BenefitDecision } from '../../domain/decision/decision.ts';
import type { BenefitFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { assert } from '../../std/assert.ts';
import { findingsOf, withTrace, type Explained } from '../explained.ts';
import { fails, holds, notKnown } from '../verdict.ts';
import { benefitSum } from './benefit-sum.ts';

/** What the amount hangs on, and the facts that it is made of. Where the source does not settle it, there is a range. */
const statements: Record<BenefitFacts['kind'], { rule: string; facts: string[] }> = {
	inpatient: { rule: 'rate-by-level-given', facts: ['level', 'eligibleFen'] },
	'accident-outpatient': { rule: 'two-readings', facts: ['eligibleFen'] },
	'major-illness': { rule: 'bands-by-excess', facts: ['ownEligibleFen'] },
};

/** How much might come back, in fen: a range where the source leaves one. C15, C16, C19; Y25: nothing is given. */
export function decideBenefit(scheme: Scheme, facts: BenefitFacts): BenefitDecision {
	return explainBenefit(scheme, facts).decision;
}

export function explainBenefit(scheme: Scheme, facts: BenefitFacts): Explained<BenefitDecision> {
	const sum = benefitSum(scheme, facts);
	if (!sum) return notGiven(scheme.amounts.cites);
	const { minFen, maxFen, capFen, deductibleFen, cites } = sum;
	assert(0 <= minFen && minFen <= maxFen, 'a benefit range runs upwards from zero');
	const exact = minFen === maxFen;
	const subject = { ...statements[facts.kind], cites };
	const verdicts = [
		holds({ rule: 'amounts-given', cites, facts: ['kind'] }),
		exact ? holds(subject) : notKnown(subject, 'advice'),
	];
	const findings = findingsOf(verdicts);
	const decision = { minFen, maxFen, exact, capFen, deductibleFen, cites: [...cites], findings };
	return withTrace(decision, verdicts);
}

function notGiven(cites: string[]): Explained<BenefitDecision> {
	const decision: BenefitDecision = {
		minFen: null,
		maxFen: null,
		exact: false,
		capFen: null,
		deductibleFen: null,
		cites: [...cites],
		findings: [],
	};
	return withTrace(decision, [fails({ rule: 'amounts-given', cites, facts: ['kind'] }, null)]);
}
