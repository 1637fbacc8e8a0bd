/** 能报多少（分）。每行：说明、事实、最少、最多、限额、起付线。 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changchun, decide, yunnan } from './case-table.ts';

const inpatient = (level: string, eligibleFen: number) => ({ kind: 'inpatient', level, eligibleFen });
const accident = (eligibleFen: number) => ({ kind: 'accident-outpatient', eligibleFen });
const major = (ownEligibleFen: number) => ({ kind: 'major-illness', ownEligibleFen });

const table: [string, facts: object, min: number, max: number, cap: number | null, deductible: number][] = [
	['省级，1万元', inpatient('province', 1_000_000), 611_000, 846_000, 20_000_000, 60_000],
	['市级，1万元', inpatient('city', 1_000_000), 624_000, 864_000, 20_000_000, 40_000],
	['区级，1万元', inpatient('district', 1_000_000), 637_000, 882_000, 20_000_000, 20_000],
	['卫生院，1万元', inpatient('health-centre', 1_000_000), 643_500, 891_000, 20_000_000, 10_000],
	['正好起付线', inpatient('city', 40_000), 0, 0, 20_000_000, 40_000],
	['过起付线1分：半分进一', inpatient('city', 40_001), 1, 1, 20_000_000, 40_000],
	['只有最高比例到限额', inpatient('province', 23_000_000), 14_911_000, 20_000_000, 20_000_000, 60_000],
	['都到限额', inpatient('province', 90_000_000), 20_000_000, 20_000_000, 20_000_000, 60_000],
	['门诊100元：不含', accident(10_000), 0, 0, null, 10_000],
	['门诊100元零1分', accident(10_001), 1, 8_001, null, 10_000],
	['门诊5000元', accident(500_000), 392_000, 400_000, null, 10_000],
	['门诊8000元：超过5000的部分按不报', accident(800_000), 392_000, 400_000, null, 10_000],
	['大病12000元：不到', major(1_200_000), 0, 0, 30_000_000, 1_200_000],
	['超过部分1万元', major(2_200_000), 600_000, 600_000, 30_000_000, 1_200_000],
	['超过部分10万元', major(11_200_000), 6_900_000, 6_900_000, 30_000_000, 1_200_000],
	['超过部分20万元', major(21_200_000), 14_900_000, 14_900_000, 30_000_000, 1_200_000],
	['到限额', major(99_000_000), 30_000_000, 30_000_000, 30_000_000, 1_200_000],
];

test.each(table)('%s', (_description, facts, minFen, maxFen, capFen, deductibleFen) => {
	expect(decide(changchun, 'benefit', facts)).toMatchObject({
		minFen,
		maxFen,
		exact: minFen === maxFen,
		capFen,
		deductibleFen,
	});
});

test('云南的文件没有写比例：四个金额都是 null', () => {
	expect(decide(yunnan, 'benefit', accident(20_000))).toEqual({
		id: 'case',
		minFen: null,
		maxFen: null,
		exact: false,
		capFen: null,
		deductibleFen: null,
		cites: ['Y25'],
		findings: [],
	});
});

test('more eligible cost never pays less, and never more than the cost', () => {
	const anyFacts = fc.oneof(
		fc.record({ make: fc.constant((fen: number) => inpatient('province', fen)) }),
		fc.record({ make: fc.constant(accident) }),
		fc.record({ make: fc.constant(major) }),
	);
	const fen = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 1 });
	fc.assert(
		fc.property(anyFacts, fen, fen, ({ make }, a, b) => {
			const [less, more] = [Math.min(a, b), Math.max(a, b)];
			const small = decide(changchun, 'benefit', make(less)) as { minFen: number; maxFen: number };
			const large = decide(changchun, 'benefit', make(more)) as { minFen: number; maxFen: number };
			expect(small.minFen).toBeLessThanOrEqual(large.minFen);
			expect(small.maxFen).toBeLessThanOrEqual(large.maxFen);
			expect(large.maxFen).toBeLessThanOrEqual(more);
		}),
	);
});
