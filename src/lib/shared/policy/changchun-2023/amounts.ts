import type { Scheme } from '../scheme.ts';

type Level = NonNullable<NonNullable<Scheme['amounts']['amounts']>['inpatient']>['levels'][number];

/** The rate of each level is not given: the whole range holds for every level. */
function level(key: string, zh: string, en: string, deductibleFen: number): Level {
	return { key, label: { zh, en }, deductibleFen, minPercent: 65, maxPercent: 90 };
}

export const amounts: Scheme['amounts'] = {
	cites: ['C15', 'C16', 'C19'],
	amounts: {
		inpatient: {
			levels: [
				level('province', '省级医院', 'Provincial hospital', 60_000),
				level('city', '市级医院', 'City hospital', 40_000),
				level('district', '区级医院', 'District hospital', 20_000),
				level('health-centre', '卫生院', 'Health centre', 10_000),
			],
			capFen: 20_000_000,
			notes: [
				{
					text: {
						zh: '报销比例65%-90%不等，医院等级越高比例越低；各级的具体比例，文件没有写',
						en: 'The rate is 65%–90%, the higher the level the lower; the rate of each level is not given',
					},
					cites: ['C15', 'C21'],
				},
				{
					text: {
						zh: '金额按“比例×（合规费用－起付标准）”计算，不超过限额',
						en: 'The amount is rate × (eligible − deductible), at most the limit',
					},
					cites: ['C15'],
				},
				{
					text: {
						zh: '基本医保统筹支付限额20万元；文件没有写期间，按一年理解',
						en: 'The basic fund pays at most 200,000 yuan; no period is named, a year is taken',
					},
					cites: ['C15'],
				},
			],
			cites: ['C15'],
		},
		accidentOutpatient: {
			aboveFen: 10_000,
			upToFen: 500_000,
			percent: 80,
			readings: [
				{
					key: 'only-above',
					text: {
						zh: '先减100元，超过的部分报80%',
						en: '80% of what is above 100 yuan',
					},
					applied: true,
					cites: ['C19'],
				},
				{
					key: 'whole-amount',
					text: {
						zh: '超过100元的，全额报80%',
						en: '80% of the whole, once it is above 100 yuan',
					},
					applied: true,
					cites: ['C19'],
				},
			],
			notes: [
				{
					text: {
						zh: '两种读法的结果都列出，由审核人员定金额',
						en: 'Both readings are shown as a range; the reviewer sets the amount',
					},
					cites: ['C19'],
				},
				{
					text: {
						zh: '5000元以上的部分，文件没有写，按不报销处理（假定）',
						en: 'Nothing is said of the part above 5,000 yuan: taken as not paid (assumption)',
					},
					cites: ['C19'],
				},
			],
			cites: ['C19'],
		},
		majorIllness: {
			deductibleFen: 1_200_000,
			bands: [
				{ upToFen: 1_000_000, percent: 60 },
				{ upToFen: 10_000_000, percent: 70 },
				{ upToFen: null, percent: 80 },
			],
			capFen: 30_000_000,
			notes: [
				{
					text: {
						zh: '按一个年度内累计的自付合规费用计算',
						en: 'On the year’s eligible own payments taken together',
					},
					cites: ['C16'],
				},
				{
					text: {
						zh: '我们的理解：分段是指超过12000元的部分，每段按各自的比例计算',
						en: 'Our reading: the bands apply to the part above 12,000 yuan, each band at its own rate',
					},
					cites: ['C16'],
				},
			],
			cites: ['C16'],
		},
	},
};
