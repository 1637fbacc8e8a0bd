/**
 * 虚构的第三个城市（云泽，fixtures/yunze-2024）：只有数据，没有一行为它写的代码。
 * 每行：说明、问题、事实、结果。文件里有的新东西：按年龄不同的标准、一次缴多年、免缴身份、跨年的集中缴费期、
 * 按月计的等待期、各级医院自己的比例、自己的报销材料。
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answerLine } from '../../server/cli/policy/case.ts';
import { sourceProblems } from '../../server/cli/policy/source-problems.ts';
import { eraProblems, schemeProblems } from '#shared/policy/check-scheme.ts';
import { schemeById, schemes, schemesInForce } from '#shared/policy/registry.ts';
import { decideFee } from '#shared/rules/index.ts';
import { facts } from './fixtures/yunze-2024/facts.ts';
import { yunze2024 } from './fixtures/yunze-2024/scheme.ts';

const among = [...schemes, yunze2024];
const cited = { ...yunze2024, facts };

function decide(question: string, facts: object): Record<string, unknown> {
	const line = JSON.stringify({ id: 1, scheme: yunze2024.id, question, facts });
	return JSON.parse(JSON.stringify(answerLine(line, { find: (id) => schemeById(id, among) })));
}

const date = '2024-01-10';
const orphan = { kind: 'orphan', certifiedIn: 'yunze-province', chooses: 'college' };
const papers = ['social-security-card', 'referral-letter', 'inpatient-invoice', 'discharge-summary'];
const referral = { kind: 'referral-inpatient', documents: papers };

const table: [description: string, question: string, facts: object, answer: object][] = [
	[
		'17岁',
		'fee',
		{ date, student: { age: 17 } },
		{ personalFen: 24_000, subsidyFen: 64_000, ageClass: 'minor', payNow: true, cites: ['Z1'] },
	],
	[
		'18岁',
		'fee',
		{ date, student: { age: 18 } },
		{ personalFen: 30_000, ageClass: 'adult', payNow: true, cites: ['Z1'] },
	],
	['0岁也在“未满18周岁”里', 'fee', { date, student: { age: 0 } }, { personalFen: 24_000 }],
	[
		'年龄不知：金额不知，先不缴，人工核实',
		'fee',
		{ date },
		{
			due: true,
			personalFen: null,
			payNow: false,
			findings: [{ rule: 'age-class-known', severity: 'manual', cites: ['Z1'] }],
		},
	],
	[
		'一次缴三年，不看年龄',
		'fee',
		{ date, payYears: 3 },
		{ personalFen: 81_000, subsidyFen: null, coversThrough: 2026, payNow: true, cites: ['Z2'] },
	],
	['一次缴五年', 'fee', { date, payYears: 5 }, { personalFen: 130_000, coversThrough: 2028 }],
	['缴一年就是按年缴', 'fee', { date, payYears: 1, student: { age: 20 } }, { personalFen: 30_000 }],
	['文件没有四年', 'fee', { date, payYears: 4 }, { error: { path: ['facts', 'payYears'] } }],
	[
		'已趸缴到2026年',
		'fee',
		{ date, insured: 'lump-sum', lumpSumThrough: 2026 },
		{ due: false, personalFen: 0, cites: ['Z2'] },
	],
	[
		'趸缴到2023年：照缴',
		'fee',
		{ date, insured: 'lump-sum', lumpSumThrough: 2023, student: { age: 20 } },
		{ due: true, personalFen: 30_000 },
	],
	[
		'本省孤儿：免缴',
		'fee',
		{ date, hardship: orphan },
		{ due: false, personalFen: 0, payNow: false, cites: ['Z3'] },
	],
	[
		'外省孤儿：照缴',
		'fee',
		{ date, student: { age: 17 }, hardship: { ...orphan, certifiedIn: 'elsewhere' } },
		{ due: true, personalFen: 24_000 },
	],
	[
		'本省残疾：不在免缴之列',
		'fee',
		{ date, student: { age: 17 }, hardship: { ...orphan, kind: 'disabled' } },
		{ due: true, personalFen: 24_000 },
	],
	['开缴前一日', 'fee', { date: '2023-12-09', student: { age: 20 } }, { payNow: false, cites: ['Z1', 'Z4'] }],
	['开缴当日', 'fee', { date: '2023-12-10', student: { age: 20 } }, { payNow: true }],
	['跨年以后仍在期内', 'fee', { date: '2024-02-20', student: { age: 20 } }, { payNow: true, findings: [] }],
	[
		'期后一日：能缴，有提醒',
		'fee',
		{ date: '2024-02-21', student: { age: 20 } },
		{ payNow: true, cites: ['Z1', 'Z5'] },
	],

	[
		'本省孤儿可以参保，告知免缴',
		'enrollment',
		{ date, hardship: orphan },
		{ outcome: 'ready', findings: [{ rule: 'exempt-identity', severity: 'advice', cites: ['Z3'] }] },
	],
	[
		'外省孤儿：人工',
		'enrollment',
		{ date, hardship: { ...orphan, certifiedIn: 'elsewhere' } },
		{ outcome: 'manual', cites: ['Z9'] },
	],
	[
		'孤儿选身份认定地',
		'enrollment',
		{ date, hardship: { ...orphan, chooses: 'identity-place' } },
		{ outcome: 'redirect' },
	],
	[
		'身份写错：不是这里的词',
		'enrollment',
		{ date, hardship: { ...orphan, kind: 'rich' } },
		{ error: { path: ['facts', 'hardship', 'kind'] } },
	],

	[
		'年前在期内缴费',
		'coverage',
		{ paidOn: '2023-12-31' },
		{ from: '2024-01-01', to: '2024-12-31', waitingDays: 0, cites: ['Z4'] },
	],
	[
		'年后在期内缴费：自缴费之日起',
		'coverage',
		{ paidOn: '2024-02-20' },
		{ from: '2024-02-20', to: '2024-12-31', waitingDays: 0 },
	],
	[
		'期前缴费：等待期过完在年初之前',
		'coverage',
		{ paidOn: '2023-09-30' },
		{ from: '2024-01-01', waitingDays: 91, cites: ['Z5'] },
	],
	['期后一日', 'coverage', { paidOn: '2024-02-21' }, { from: '2024-05-21', waitingDays: 90, cites: ['Z5'] }],
	['月末：5月31日加三个月', 'coverage', { paidOn: '2024-05-31' }, { from: '2024-08-31', waitingDays: 92 }],
	[
		'月末：3月31日加三个月是6月30日',
		'coverage',
		{ paidOn: '2024-03-31' },
		{ from: '2024-06-30', waitingDays: 91 },
	],
	['最后能赶上的一天', 'coverage', { paidOn: '2024-09-30' }, { from: '2024-12-30', waitingDays: 91 }],
	['赶不上', 'coverage', { paidOn: '2024-10-01' }, { from: null, to: null, waitingDays: 92 }],

	['转诊住院，齐全', 'claim', referral, { outcome: 'ready', missing: [], cites: ['Z6'] }],
	[
		'代办，缺代办人身份证',
		'claim',
		{ ...referral, agent: true },
		{ outcome: 'return', missing: ['agent-id'] },
	],
	[
		'缺出院小结',
		'claim',
		{ ...referral, documents: papers.slice(0, 3) },
		{ outcome: 'return', missing: ['discharge-summary'] },
	],
	['文件没有的报销', 'claim', { kind: 'holiday-inpatient' }, { outcome: 'not-offered', cites: ['Z9'] }],

	[
		'三级医院1万元：比例写明，是准数',
		'benefit',
		{ kind: 'inpatient', level: 'grade-3', eligibleFen: 1_000_000 },
		{
			minFen: 552_000,
			maxFen: 552_000,
			exact: true,
			deductibleFen: 80_000,
			capFen: 15_000_000,
			findings: [],
		},
	],
	[
		'二级医院1万元',
		'benefit',
		{ kind: 'inpatient', level: 'grade-2', eligibleFen: 1_000_000 },
		{ minFen: 727_500, maxFen: 727_500 },
	],
	[
		'到限额',
		'benefit',
		{ kind: 'inpatient', level: 'grade-2', eligibleFen: 90_000_000 },
		{ minFen: 15_000_000, maxFen: 15_000_000 },
	],
	[
		'这里没有“省级”',
		'benefit',
		{ kind: 'inpatient', level: 'province', eligibleFen: 1 },
		{ error: { path: ['facts', 'level'] } },
	],
	[
		'大病：文件没有写',
		'benefit',
		{ kind: 'major-illness', ownEligibleFen: 1 },
		{ minFen: null, maxFen: null, exact: false, cites: ['Z9'] },
	],
];

test.each(table)('%s（%s）', (_description, question, facts, answer) => {
	expect(decide(question, facts)).toMatchObject(answer);
});

test('the fictional notice passes the same checks as the shipped ones', () => {
	const source = readFileSync(new URL('fixtures/yunze-2024/source.txt', import.meta.url), 'utf8');
	expect(schemeProblems(cited)).toEqual([]);
	expect(sourceProblems(cited, source)).toEqual([]);
	expect(eraProblems(among)).toEqual([]);
});

test('whoever may not see the age gets the amount by the class that was settled before', () => {
	const facts = { date, reviewed: true };
	expect(decideFee(yunze2024, facts, { ageClass: 'minor' })).toMatchObject({
		personalFen: 24_000,
		payNow: true,
	});
	expect(decideFee(yunze2024, facts, { ageClass: 'gone' })).toMatchObject({
		personalFen: null,
		payNow: false,
	});
	// A known age wins over what was settled.
	expect(decideFee(yunze2024, { ...facts, student: { age: 18 } }, { ageClass: 'minor' }).ageClass).toBe(
		'adult',
	);
});

test('it is tried beside the shipped schemes and is not one of them', () => {
	expect(schemesInForce('2023-12-15', among).map(({ id }) => id)).toContain('yunze-2024');
	expect(schemeById('yunze-2024', among)).toBe(yunze2024);
	expect(schemeById('yunze-2024')).toBeNull();
	expect(schemesInForce('2024-06-01')).toEqual([]);
});

test('age classes that leave out an age, or count one twice, are no scheme', () => {
	const [minor, adult] = yunze2024.contribution.ageClasses as [never, never];
	const withClasses = (ageClasses: object[]) => ({
		...cited,
		contribution: { ...yunze2024.contribution, ageClasses },
	});
	for (const wrong of [
		[minor],
		[adult, minor],
		[minor, { ...(adult as object), fromAge: 19 }],
		[minor, minor, adult],
	]) {
		expect(schemeProblems(withClasses(wrong)).map(({ path }) => path)).toEqual(['contribution.ageClasses']);
	}
});
