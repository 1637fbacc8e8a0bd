/** 能报多少（分）。每行：说明、事实、最少、最多、限额、起付线、依据。最少和最多不同的，是文件留有余地。 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changchun, decide, yunnan } from './case-table.ts';

const inpatient = (level: string, eligibleFen: number) => ({ kind: 'inpatient', level, eligibleFen });
const accident = (eligibleFen: number) => ({ kind: 'accident-outpatient', eligibleFen });
const major = (ownEligibleFen: number) => ({ kind: 'major-illness', ownEligibleFen });

const table: [
	string,
	facts: object,
	min: number,
	max: number,
	cap: number | null,
	deductible: number,
	cite: string,
][] = [
	['省级，1万元', inpatient('province', 1_000_000), 611_000, 846_000, 20_000_000, 60_000, 'C15'],
	['市级，1万元', inpatient('city', 1_000_000), 624_000, 864_000, 20_000_000, 40_000, 'C15'],
	['区级，1万元', inpatient('district', 1_000_000), 637_000, 882_000, 20_000_000, 20_000, 'C15'],
	['卫生院，1万元', inpatient('health-centre', 1_000_000), 643_500, 891_000, 20_000_000, 10_000, 'C15'],
	['没有费用', inpatient('city', 0), 0, 0, 20_000_000, 40_000, 'C15'],
	['不到起付线', inpatient('province', 59_999), 0, 0, 20_000_000, 60_000, 'C15'],
	['正好起付线', inpatient('city', 40_000), 0, 0, 20_000_000, 40_000, 'C15'],
	['过起付线1分：半分进一', inpatient('city', 40_001), 1, 1, 20_000_000, 40_000, 'C15'],
	[
		'只有最高比例到限额',
		inpatient('province', 23_000_000),
		14_911_000,
		20_000_000,
		20_000_000,
		60_000,
		'C15',
	],
	[
		'最高比例正好到限额，差1分',
		inpatient('health-centre', 22_232_221),
		14_444_444,
		19_999_999,
		20_000_000,
		10_000,
		'C15',
	],
	[
		'最低比例也到限额',
		inpatient('health-centre', 30_779_231),
		20_000_000,
		20_000_000,
		20_000_000,
		10_000,
		'C15',
	],
	['都到限额', inpatient('province', 90_000_000), 20_000_000, 20_000_000, 20_000_000, 60_000, 'C15'],
	['门诊100元：不含', accident(10_000), 0, 0, null, 10_000, 'C19'],
	['门诊100元零1分', accident(10_001), 1, 8_001, null, 10_000, 'C19'],
	['门诊没有费用', accident(0), 0, 0, null, 10_000, 'C19'],
	['门诊100元零50分', accident(10_050), 40, 8_040, null, 10_000, 'C19'],
	['门诊4999元99分', accident(499_999), 391_999, 399_999, null, 10_000, 'C19'],
	['门诊5000元', accident(500_000), 392_000, 400_000, null, 10_000, 'C19'],
	['门诊8000元：超过5000的部分按不报', accident(800_000), 392_000, 400_000, null, 10_000, 'C19'],
	['大病12000元：不到', major(1_200_000), 0, 0, 30_000_000, 1_200_000, 'C16'],
	['大病12000元零1分：半分进一', major(1_200_001), 1, 1, 30_000_000, 1_200_000, 'C16'],
	['超过部分1万元', major(2_200_000), 600_000, 600_000, 30_000_000, 1_200_000, 'C16'],
	['超过部分1万元零1分：第二段从这里起', major(2_200_001), 600_001, 600_001, 30_000_000, 1_200_000, 'C16'],
	['超过部分18000元', major(3_000_000), 1_160_000, 1_160_000, 30_000_000, 1_200_000, 'C16'],
	['超过部分10万元', major(11_200_000), 6_900_000, 6_900_000, 30_000_000, 1_200_000, 'C16'],
	[
		'超过部分10万元零1分：第三段从这里起',
		major(11_200_001),
		6_900_001,
		6_900_001,
		30_000_000,
		1_200_000,
		'C16',
	],
	['超过部分20万元', major(21_200_000), 14_900_000, 14_900_000, 30_000_000, 1_200_000, 'C16'],
	['差1分到限额', major(40_074_999), 29_999_999, 29_999_999, 30_000_000, 1_200_000, 'C16'],
	['正好到限额', major(40_075_000), 30_000_000, 30_000_000, 30_000_000, 1_200_000, 'C16'],
	['到限额', major(99_000_000), 30_000_000, 30_000_000, 30_000_000, 1_200_000, 'C16'],
];

test.each(table)('%s', (_description, facts, minFen, maxFen, capFen, deductibleFen, cite) => {
	expect(decide(changchun, 'benefit', facts)).toMatchObject({
		minFen,
		maxFen,
		exact: minFen === maxFen,
		capFen,
		deductibleFen,
		cites: [cite],
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
