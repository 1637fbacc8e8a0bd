import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bandsShape } from '#lib/ui/calculator/bands-shape.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { benefitSum } from '#shared/rules/index.ts';

const changchun = schemeById('changchun-2023')!;
const shapeOf = (ownEligibleFen: number) =>
	bandsShape(benefitSum(changchun, { kind: 'major-illness', ownEligibleFen })!);

it('lays threshold and bands side by side over the whole amount', () => {
	const { parts } = shapeOf(3_000_000);
	expect(parts.map(({ percent, width }) => [percent, Math.round(width)])).toEqual([
		[0, 40],
		[60, 33],
		[70, 27],
	]);
});

it('always fills the width, and writes the amount itself at its end', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (fen) => {
			const { parts, marks } = shapeOf(fen);
			expect(parts.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100);
			expect(marks.at(-1)).toEqual({ at: 100, fen });
		}),
	);
});
