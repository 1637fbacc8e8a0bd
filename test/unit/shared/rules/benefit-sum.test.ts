import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BenefitFacts } from '#shared/domain/decision/facts.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { benefitSum, decideBenefit } from '#shared/rules/index.ts';

const changchun = schemeById('changchun-2023')!;
const yunnan = schemeById('yunnan-kunming-2023')!;

const fen = fc.integer({ min: 0, max: 1_000_000_000 });
const anyFacts: fc.Arbitrary<BenefitFacts> = fc.oneof(
	fc.record({
		kind: fc.constant('inpatient' as const),
		level: fc.constantFrom('province', 'city', 'district', 'health-centre'),
		eligibleFen: fen,
	}),
	fc.record({ kind: fc.constant('accident-outpatient' as const), eligibleFen: fen }),
	fc.record({ kind: fc.constant('major-illness' as const), ownEligibleFen: fen }),
);

it('writes down the bands of a major illness as a clerk would', () => {
	const sum = benefitSum(changchun, { kind: 'major-illness', ownEligibleFen: 3_000_000 })!;
	expect(sum.lines.map(({ countedFen, percent, fen }) => [countedFen, percent, fen])).toEqual([
		[1_000_000, 60, 600_000],
		[800_000, 70, 560_000],
		[0, 80, 0],
	]);
	expect(sum.minFen).toBe(1_160_000);
});

it('writes down both readings of the accident sentence', () => {
	const sum = benefitSum(changchun, { kind: 'accident-outpatient', eligibleFen: 200_000 })!;
	expect(sum.lines.map(({ kind, countedFen, fen }) => [kind, countedFen, fen])).toEqual([
		['above-deductible', 190_000, 152_000],
		['whole-amount', 200_000, 160_000],
	]);
});

it('adds up to what is decided, for every amount', () => {
	fc.assert(
		fc.property(anyFacts, (facts) => {
			const sum = benefitSum(changchun, facts)!;
			const { minFen, maxFen } = decideBenefit(changchun, facts);
			const paid = sum.lines.map((line) => line.fen);
			const total = paid.reduce((a, b) => a + b, 0);
			const capped = (amount: number) => Math.min(amount, sum.capFen ?? amount);
			const isBanded = sum.lines[0]!.kind === 'band';
			expect(capped(isBanded ? total : Math.min(...paid))).toBe(minFen);
			expect(capped(isBanded ? total : Math.max(...paid))).toBe(maxFen);
		}),
	);
});

it('writes down nothing where the document gives no amounts', () => {
	expect(benefitSum(yunnan, { kind: 'accident-outpatient', eligibleFen: 200_000 })).toBeNull();
});
