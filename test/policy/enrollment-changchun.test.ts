/** 参保登记 · 长春。每行：说明、事实、结果、依据（先重后轻）。 */
import { expect, test } from 'vitest';
import { changchun, completeForm, decide } from './case-table.ts';

const plain = { date: '2022-11-01', student: { registered: true }, hardship: null };
const jilinCollege = { kind: 'destitute', certifiedIn: 'jilin', chooses: 'college' };
const elsewhereCollege = { ...jilinCollege, certifiedIn: 'elsewhere' };
const atPlace = { chooses: 'identity-place' };

const table: [description: string, facts: object, outcome: string, cites: string[]][] = [
	['有学籍、没有困难身份：可以', plain, 'ready', []],
	[
		'不用承诺书、不用确认学校、不问重复参保',
		{ ...plain, insured: 'active-elsewhere', letterSigned: false },
		'ready',
		[],
	],
	['没有学籍：不能参加', { ...plain, student: { registered: false } }, 'reject', ['C5']],
	['不知道有没有学籍：人工', { ...plain, student: {} }, 'manual', ['C4']],
	['已毕业：不能参加', { ...plain, student: { registered: true, graduated: true } }, 'reject', ['C10']],
	[
		'没有学籍又已毕业：两条都列',
		{ ...plain, student: { registered: false, graduated: true } },
		'reject',
		['C5', 'C10'],
	],
	[
		'非全日制：文件没有写，只提醒',
		{ ...plain, student: { registered: true, fullTime: false } },
		'ready',
		['C4'],
	],
	['全日制', { ...plain, student: { registered: true, fullTime: true } }, 'ready', []],
	['没有毕业', { ...plain, student: { registered: true, graduated: false } }, 'ready', []],
	['不知道有没有困难身份：人工', { ...plain, hardship: undefined }, 'manual', ['C6']],
	['省内认定、学籍地参保：可以，并提醒', { ...plain, hardship: jilinCollege }, 'ready', ['C6']],
	['省外认定、学籍地参保：可以，并提醒', { ...plain, hardship: elsewhereCollege }, 'ready', ['C7']],
	[
		'云南认定，在长春算省外',
		{ ...plain, hardship: { ...jilinCollege, certifiedIn: 'yunnan' } },
		'ready',
		['C7'],
	],
	[
		'省内认定、选身份认定地：转办',
		{ ...plain, hardship: { ...jilinCollege, ...atPlace } },
		'redirect',
		['C6'],
	],
	[
		'省外认定、选身份认定地：转办',
		{ ...plain, hardship: { ...elsewhereCollege, ...atPlace } },
		'redirect',
		['C7'],
	],
	[
		'没有学籍又选身份认定地：不能参加在先',
		{ ...plain, student: { registered: false }, hardship: { ...jilinCollege, ...atPlace } },
		'reject',
		['C5', 'C6'],
	],
	['2022年底以后：仍可以，提醒等待期', { ...plain, date: '2023-01-01' }, 'ready', ['C3']],
	['2022年12月31日当天：没有提醒', { ...plain, date: '2022-12-31' }, 'ready', []],
	['集中预缴期以前登记：不退回', { ...plain, date: '2022-09-15' }, 'ready', []],
	['长春没有趸缴：不影响', { ...plain, insured: 'lump-sum', lumpSumThrough: 2025 }, 'ready', []],
	['表格完整', { ...plain, form: completeForm }, 'ready', []],
	['表格缺姓名：退回', { ...plain, form: { ...completeForm, name: '' } }, 'return', ['C8']],
	['手机号错：退回', { ...plain, form: { ...completeForm, phone: '1' } }, 'return', ['C8']],
];

test.each(table)('%s', (_description, facts, outcome, cites) => {
	const decision = decide(changchun, 'enrollment', facts);
	expect({ outcome: decision.outcome, cites: decision.cites }).toEqual({ outcome, cites });
});
