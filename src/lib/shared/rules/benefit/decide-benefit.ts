import type { BenefitDecision, Finding } from '../../domain/decision/decision.ts';
import type { BenefitFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { assert } from '../../std/assert.ts';
import type { Fen } from '../../std/money.ts';
import { percentOf } from './percent.ts';

type Amounts = NonNullable<Scheme['amounts']['amounts']>;

/** How much might come back, in fen: a range where the source leaves one. C15, C16, C19; Y25: nothing is given. */
export function decideBenefit({ amounts: { amounts, cites } }: Scheme, facts: BenefitFacts): BenefitDecision {
	if (!amounts) {
		return {
			minFen: null,
			maxFen: null,
			exact: false,
			capFen: null,
			deductibleFen: null,
			cites: [...cites],
			findings: [],
		};
	}
	switch (facts.kind) {
		case 'inpatient':
			return inpatient(amounts.inpatient, facts.level, facts.eligibleFen);
		case 'accident-outpatient':
			return accident(amounts.accidentOutpatient, facts.eligibleFen);
		case 'major-illness':
			return majorIllness(amounts.majorIllness, facts.ownEligibleFen);
	}
}

function range(minFen: Fen, maxFen: Fen) {
	assert(0 <= minFen && minFen <= maxFen, 'a benefit range runs upwards from zero');
	return { minFen, maxFen, exact: minFen === maxFen };
}

/** C15: rate × (eligible − deductible), at most the limit; the level's own rate is not given. */
function inpatient(
	rule: Amounts['inpatient'],
	level: keyof Amounts['inpatient']['deductibleFenByLevel'],
	eligibleFen: Fen,
): BenefitDecision {
	const deductibleFen = rule.deductibleFenByLevel[level];
	const baseFen = Math.max(0, eligibleFen - deductibleFen);
	const amount = range(
		Math.min(rule.capFen, percentOf(baseFen, rule.minPercent)),
		Math.min(rule.capFen, percentOf(baseFen, rule.maxPercent)),
	);
	const cites = [...rule.cites];
	const findings: Finding[] = amount.exact
		? []
		: [{ rule: 'rate-by-level-given', severity: 'advice', cites: [...cites] }];
	return { ...amount, capFen: rule.capFen, deductibleFen, cites, findings };
}

/** C19: above 100 up to 5,000 yuan at 80 %; the first 100 yuan are in or out, as one reads the sentence. */
function accident(rule: Amounts['accidentOutpatient'], eligibleFen: Fen): BenefitDecision {
	const paidFen = eligibleFen > rule.aboveFen ? Math.min(eligibleFen, rule.upToFen) : 0;
	const amount = range(
		percentOf(Math.max(0, paidFen - rule.aboveFen), rule.percent),
		percentOf(paidFen, rule.percent),
	);
	const cites = [...rule.cites];
	const findings: Finding[] = amount.exact
		? []
		: [{ rule: 'two-readings', severity: 'advice', cites: [...cites] }];
	return { ...amount, capFen: null, deductibleFen: rule.aboveFen, cites, findings };
}

/** C16: the bands apply to the part above the deductible, each at its own rate. */
function majorIllness(rule: Amounts['majorIllness'], ownEligibleFen: Fen): BenefitDecision {
	const excessFen = Math.max(0, ownEligibleFen - rule.deductibleFen);
	let totalFen = 0;
	let fromFen = 0;
	for (const band of rule.bands) {
		const upToFen = band.upToFen ?? Infinity;
		const inBandFen = Math.max(0, Math.min(excessFen, upToFen) - fromFen);
		totalFen += percentOf(inBandFen, band.percent);
		fromFen = upToFen;
	}
	const amountFen = Math.min(rule.capFen, totalFen);
	return {
		...range(amountFen, amountFen),
		capFen: rule.capFen,
		deductibleFen: rule.deductibleFen,
		cites: [...rule.cites],
		findings: [],
	};
}
