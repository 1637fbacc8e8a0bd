import type { BenefitFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import { assert } from '../../std/assert.ts';
import type { Fen } from '../../std/money.ts';
import { percentOf } from './percent.ts';

type Amounts = NonNullable<Scheme['amounts']['amounts']>;
type Rule<Kind extends keyof Amounts> = NonNullable<Amounts[Kind]>;

/** `counted` × `percent` = `fen`: one line of the sum as a clerk would write it down. */
interface SumLine {
	/** Two lines of one kind each are two readings of the same amount; bands are added up. */
	kind: 'lowest-rate' | 'highest-rate' | 'above-deductible' | 'whole-amount' | 'band';
	countedFen: Fen;
	percent: number;
	/** Halves of a fen rounded up, the limit not yet applied. */
	fen: Fen;
	/** A band's ends, counted above the deductible; the last has no upper end. */
	band?: { fromFen: Fen; upToFen: Fen | null };
}

/** How an amount comes about: what `decideBenefit` answers is the smallest and the greatest of it. */
interface BenefitSum {
	givenFen: Fen;
	deductibleFen: Fen;
	/** Nothing above it is counted; null: no such end. */
	countedUpToFen: Fen | null;
	lines: SumLine[];
	/** Limit of what is paid; null: none given. */
	capFen: Fen | null;
	minFen: Fen;
	maxFen: Fen;
	cites: string[];
}

/** The sum behind a benefit; null where the scheme gives no amounts for it. C15, C16, C19. */
export function benefitSum({ amounts: { amounts } }: Scheme, facts: BenefitFacts): BenefitSum | null {
	switch (facts.kind) {
		case 'inpatient':
			return amounts?.inpatient ? inpatient(amounts.inpatient, facts.level, facts.eligibleFen) : null;
		case 'accident-outpatient':
			return amounts?.accidentOutpatient ? accident(amounts.accidentOutpatient, facts.eligibleFen) : null;
		case 'major-illness':
			return amounts?.majorIllness ? majorIllness(amounts.majorIllness, facts.ownEligibleFen) : null;
	}
}

function line(kind: SumLine['kind'], countedFen: Fen, percent: number): SumLine {
	return { kind, countedFen, percent, fen: percentOf(countedFen, percent) };
}

/** C15: rate × (eligible − deductible), at most the limit; where a level's own rate is not given, a range. */
function inpatient(rule: Rule<'inpatient'>, levelKey: string, givenFen: Fen): BenefitSum {
	const level = rule.levels.find(({ key }) => key === levelKey);
	assert(level, 'a case names a level of its scheme');
	const { deductibleFen, minPercent, maxPercent } = level;
	const countedFen = Math.max(0, givenFen - deductibleFen);
	const lowest = line('lowest-rate', countedFen, minPercent);
	const highest = line('highest-rate', countedFen, maxPercent);
	return {
		givenFen,
		deductibleFen,
		countedUpToFen: null,
		lines: [lowest, highest],
		capFen: rule.capFen,
		minFen: Math.min(rule.capFen, lowest.fen),
		maxFen: Math.min(rule.capFen, highest.fen),
		cites: [...rule.cites],
	};
}

/** C19: above the one amount up to the other at the rate; the first part is in or out, as one reads the sentence. */
function accident(rule: Rule<'accidentOutpatient'>, givenFen: Fen): BenefitSum {
	const { aboveFen, upToFen, percent } = rule;
	const wholeFen = givenFen > aboveFen ? Math.min(givenFen, upToFen) : 0;
	const lines = rule.readings
		.filter(({ applied }) => applied)
		.map(({ key }) =>
			key === 'only-above'
				? line('above-deductible', Math.max(0, wholeFen - aboveFen), percent)
				: line('whole-amount', wholeFen, percent),
		);
	const amountsFen = lines.map(({ fen }) => fen);
	return {
		givenFen,
		deductibleFen: aboveFen,
		countedUpToFen: upToFen,
		lines,
		capFen: null,
		minFen: Math.min(...amountsFen),
		maxFen: Math.max(...amountsFen),
		cites: [...rule.cites],
	};
}

/** C16: the bands apply to the part above the deductible, each at its own rate. */
function majorIllness(rule: Rule<'majorIllness'>, givenFen: Fen): BenefitSum {
	const excessFen = Math.max(0, givenFen - rule.deductibleFen);
	const lines = rule.bands.map(({ upToFen, percent }, index): SumLine => {
		const fromFen = index === 0 ? 0 : (rule.bands[index - 1]!.upToFen ?? Infinity);
		const countedFen = Math.max(0, Math.min(excessFen, upToFen ?? Infinity) - fromFen);
		return { ...line('band', countedFen, percent), band: { fromFen, upToFen } };
	});
	const paidFen = Math.min(
		rule.capFen,
		lines.reduce((total, { fen }) => total + fen, 0),
	);
	return {
		givenFen,
		deductibleFen: rule.deductibleFen,
		countedUpToFen: null,
		lines,
		capFen: rule.capFen,
		minFen: paidFen,
		maxFen: paidFen,
		cites: [...rule.cites],
	};
}
