/** 缴费。每行：说明、地方、事实、应缴（分，null为不用缴）、现在能否缴、依据。 */
import { expect, test } from 'vitest';
import { changchun, decide, yunnan } from './case-table.ts';

const reviewed = { date: '2022-09-20', insured: 'none', reviewed: true };
const autumn = { date: '2022-11-01' };
const minor = { student: { age: 17 } };
const atPlace = (certifiedIn: string) => ({
	hardship: { kind: 'other', certifiedIn, chooses: 'identity-place' },
});
const atCollege = (certifiedIn: string) => ({ hardship: { kind: 'other', certifiedIn, chooses: 'college' } });

const table: [string, scheme: string, facts: object, fen: number | null, payNow: boolean, cites: string[]][] =
	[
		['审核已办结', yunnan, reviewed, 35_000, true, ['Y13', 'Y10']],
		['审核未完成：先不缴', yunnan, { ...reviewed, reviewed: false }, 35_000, false, ['Y13', 'Y10']],
		['不知审核完成没有：先不缴', yunnan, { date: '2022-09-20' }, 35_000, false, ['Y13', 'Y10']],
		[
			'2022年9月1日以前',
			yunnan,
			{ ...reviewed, date: '2022-08-31' },
			35_000,
			false,
			['Y13', 'Y10', 'Y14', 'Y3'],
		],
		['2022年9月1日当天', yunnan, { ...reviewed, date: '2022-09-01' }, 35_000, true, ['Y13', 'Y10']],
		[
			'趸缴到2022年：照缴',
			yunnan,
			{ ...reviewed, insured: 'lump-sum', lumpSumThrough: 2022 },
			35_000,
			true,
			['Y13', 'Y10'],
		],
		[
			'趸缴到2023年：不用缴',
			yunnan,
			{ ...reviewed, insured: 'lump-sum', lumpSumThrough: 2023 },
			null,
			false,
			['Y2'],
		],
		['在身份认定地参保：不用缴', yunnan, { ...reviewed, ...atPlace('yunnan') }, null, false, ['Y8']],
		[
			'有身份但选大学生医保：全额',
			yunnan,
			{ ...reviewed, ...atCollege('yunnan') },
			35_000,
			true,
			['Y13', 'Y10'],
		],
		['云南不看年龄', yunnan, { ...reviewed, student: { age: 30 } }, 35_000, true, ['Y13', 'Y10']],
		['17岁', changchun, { ...autumn, ...minor }, 32_000, true, ['C1', 'C9']],
		['18岁未登记：先不缴', changchun, { ...autumn, student: { age: 18 } }, 32_000, false, ['C1', 'C9']],
		[
			'18岁已登记',
			changchun,
			{ ...autumn, student: { age: 18, schoolRegistered: true } },
			32_000,
			true,
			['C1', 'C9'],
		],
		[
			'年龄不知、已登记',
			changchun,
			{ ...autumn, student: { schoolRegistered: true } },
			32_000,
			true,
			['C1', 'C9'],
		],
		['年龄、登记都不知：先不缴', changchun, autumn, 32_000, false, ['C1', 'C9']],
		['长春不看审核', changchun, { ...autumn, ...minor, reviewed: false }, 32_000, true, ['C1', 'C9']],
		['预缴期前', changchun, { ...minor, date: '2022-09-30' }, 32_000, false, ['C1', 'C9', 'C2']],
		['预缴期首日', changchun, { ...minor, date: '2022-10-01' }, 32_000, true, ['C1', 'C9']],
		[
			'预缴期后：能缴，提醒等待期',
			changchun,
			{ ...minor, date: '2023-01-01' },
			32_000,
			true,
			['C1', 'C9', 'C3'],
		],
		[
			'省内认定、在认定地：不用缴',
			changchun,
			{ ...autumn, ...minor, ...atPlace('jilin') },
			null,
			false,
			['C6'],
		],
		[
			'省外认定、在认定地：不用缴',
			changchun,
			{ ...autumn, ...minor, ...atPlace('elsewhere') },
			null,
			false,
			['C7'],
		],
		[
			'省外认定、在学籍地：全额',
			changchun,
			{ ...autumn, ...minor, ...atCollege('elsewhere') },
			32_000,
			true,
			['C1', 'C9'],
		],
	];

test.each(table)('%s（%s）', (_description, scheme, facts, fen, payNow, cites) => {
	const fee = decide(scheme, 'fee', facts);
	expect(fee).toMatchObject({ due: fen !== null, personalFen: fen ?? 0, payNow, cites });
	expect(fee.subsidyFen).toBe(scheme === yunnan && fen !== null ? 61_000 : null);
	expect(fee.components).toEqual(
		scheme === changchun && fen !== null ? [{ key: 'long-term-care', fen: 1_000 }] : [],
	);
});
