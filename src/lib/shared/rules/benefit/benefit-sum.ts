import type { BenefitFacts } from '../../domain/decision/facts.ts';
import type { Scheme } from '../../policy/scheme.ts';
import type { Fen } from '../../std/money.ts';
import { percentOf } from './percent.ts';

type Amounts = NonNullable<Scheme['amounts']['amounts']>;

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

/** The sum behind a benefit; null where the scheme gives no amounts. C15, C16, C19. */
export function benefitSum({ amounts: { amounts } }: Scheme, facts: BenefitFacts): BenefitSum | null {
	if (!amounts) return null;
	switch (facts.kind) {
		case 'inpatient':
			return inpatient(amounts.inpatient, facts.level, facts.eligibleFen);
		case 'accident-outpatient':
			return accident(amounts.accidentOutpatient, facts.eligibleFen);
		case 'major-illness':
			return majorIllness(amounts.majorIllness, facts.ownEligibleFen);
	}
}

function line(kind: SumLine['kind'], countedFen: Fen, percent: number): SumLine {
	return { kind, countedFen, percent, fen: percentOf(countedFen, percent) };
}

/** C15: rate × (eligible − deductible), at most the limit; the level's own rate is not given. */
function inpatient(
	rule: Amounts['inpatient'],
	level: keyof Amounts['inpatient']['deductibleFenByLevel'],
	givenFen: Fen,
): BenefitSum {
	const deductibleFen = rule.deductibleFenByLevel[level];
	const countedFen = Math.max(0, givenFen - deductibleFen);
	const lowest = line('lowest-rate', countedFen, rule.minPercent);
	const highest = line('highest-rate', countedFen, rule.maxPercent);
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

/** C19: above 100 up to 5,000 yuan at 80 %; the first 100 yuan are in or out, as one reads the sentence. */
function accident(rule: Amounts['accidentOutpatient'], givenFen: Fen): BenefitSum {
	const wholeFen = givenFen > rule.aboveFen ? Math.min(givenFen, rule.upToFen) : 0;
	const above = line('above-deductible', Math.max(0, wholeFen - rule.aboveFen), rule.percent);
	const whole = line('whole-amount', wholeFen, rule.percent);
	return {
		givenFen,
		deductibleFen: rule.aboveFen,
		countedUpToFen: rule.upToFen,
		lines: [above, whole],
		capFen: null,
		minFen: above.fen,
		maxFen: whole.fen,
		cites: [...rule.cites],
	};
}

/** C16: the bands apply to the part above the deductible, each at its own rate. */
function majorIllness(rule: Amounts['majorIllness'], givenFen: Fen): BenefitSum {
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
