/** 待遇享受期。每行：说明、地方、事实、起、止、等待天数、依据。 */
import { expect, test } from 'vitest';
import { changchun, decide, yunnan } from './case-table.ts';

type Row = [
	string,
	scheme: string,
	facts: object,
	from: string | null,
	to: string | null,
	days: number | null,
	cites: string[],
];

const table: Row[] = [
	[
		'2022级新生',
		yunnan,
		{ paidOn: '2022-10-01', student: { entryYear: 2022 } },
		'2023-01-01',
		null,
		null,
		['Y23', 'Y26'],
	],
	[
		'2021级：文件没有写',
		yunnan,
		{ paidOn: '2022-10-01', student: { entryYear: 2021 } },
		null,
		null,
		null,
		['Y23', 'Y26'],
	],
	['年级不知', yunnan, { paidOn: '2022-10-01' }, null, null, null, ['Y23', 'Y26']],
	[
		'2023级：文件没有写',
		yunnan,
		{ paidOn: '2022-10-01', student: { entryYear: 2023 } },
		null,
		null,
		null,
		['Y23', 'Y26'],
	],
	[
		'2022级新生，待遇开始当日缴费',
		yunnan,
		{ paidOn: '2023-01-01', student: { entryYear: 2022 } },
		'2023-01-01',
		null,
		null,
		['Y23', 'Y26'],
	],
	[
		'2022级新生，待遇开始以后才缴费：文件没有写，照写明的日期并提醒',
		yunnan,
		{ paidOn: '2023-03-01', student: { entryYear: 2022 } },
		'2023-01-01',
		null,
		null,
		['Y23', 'Y26'],
	],
	['首日', changchun, { paidOn: '2022-10-01' }, '2023-01-01', '2023-12-31', 0, ['C2']],
	['末日', changchun, { paidOn: '2022-12-31' }, '2023-01-01', '2023-12-31', 0, ['C2']],
	[
		'预缴期前一日：等待期早已过完',
		changchun,
		{ paidOn: '2022-09-30' },
		'2023-01-01',
		'2023-12-31',
		90,
		['C3'],
	],
	['预缴期后一日', changchun, { paidOn: '2023-01-01' }, '2023-04-01', '2023-12-31', 90, ['C3']],
	['2月末：经过2月28日', changchun, { paidOn: '2023-02-01' }, '2023-05-02', '2023-12-31', 90, ['C3']],
	['年中', changchun, { paidOn: '2023-06-30' }, '2023-09-28', '2023-12-31', 90, ['C3']],
	['倒数第二天能赶上', changchun, { paidOn: '2023-10-01' }, '2023-12-30', '2023-12-31', 90, ['C3']],
	['最后能赶上的一天', changchun, { paidOn: '2023-10-02' }, '2023-12-31', '2023-12-31', 90, ['C3']],
	['赶不上：没有2023年度待遇', changchun, { paidOn: '2023-10-03' }, null, null, 90, ['C3']],
	['下一年才缴', changchun, { paidOn: '2024-01-01' }, null, null, 90, ['C3']],
	['远在过去', changchun, { paidOn: '1900-01-01' }, '2023-01-01', '2023-12-31', 90, ['C3']],
	['远在将来', changchun, { paidOn: '9999-12-31' }, null, null, 90, ['C3']],
];

test.each(table)('%s（%s）', (_description, scheme, facts, from, to, waitingDays, cites) => {
	expect(decide(scheme, 'coverage', facts)).toMatchObject({ from, to, waitingDays, cites });
});
