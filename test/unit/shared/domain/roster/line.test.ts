import { describe, expect, it } from 'vitest';
import { readRosterLine } from '#shared/domain/roster/line.ts';
import { headRowOf, isComplete, plainHead, suggestMapping } from '#shared/domain/roster/mapping.ts';
import { checkTogether, type ReadLine } from '#shared/domain/roster/whole-file.ts';

const id = '530102200403150010';
const heads = ['学号', '姓名', '证件类型', '身份证号', '学院', '班级', '手机号', '是否毕业班'];
const good = ['2022001', '林小禾', '居民身份证', id, '护理学院', '护理2201', '13800000001', '否'];
const rules = { mapping: suggestMapping(heads), today: '2022-10-15', insuranceYear: 2023 };
type Kind = 'text' | 'number' | 'formula';
/** The good line with one cell in another way. */
function read(at?: number, text = '', kind: Kind = 'text') {
	const cells = good.map((cell, n) => (n === at ? { kind, text } : { kind: 'text' as const, text: cell }));
	return readRosterLine(cells, rules);
}
const student = {
	studentNumber: '2022001',
	name: '林小禾',
	idType: 'resident-id',
	idNumber: id,
	personKey: `resident-id ${id}`,
	college: '护理学院',
	className: '护理2201',
	phone: '13800000001',
	isLeaving: false,
};

describe('a line of a roster', () => {
	it('says who a student is', () => expect(read()).toEqual({ student, problems: [] }));

	it.each([
		['no student number', 0, '', 'text', 'studentNumber', 'empty'],
		['no name', 1, ' ', 'text', 'name', 'empty'],
		['a number for a name', 1, '2022001', 'text', 'name', 'signs'],
		['an ID number in the scientific way', 3, '5.30102E+17', 'text', 'idNumber', 'rounded'],
		['the same as a number', 3, '5.3010220040315001E+17', 'number', 'idNumber', 'rounded'],
		['an ID number that was kept as a number', 3, '530102200403150000', 'number', 'idNumber', 'rounded'],
		['a lost digit', 3, id.slice(0, 17), 'text', 'idNumber', 'id-length'],
		['an old number', 3, '530102040315001', 'text', 'idNumber', 'id-length'],
		['a wrong check digit', 3, '530102200403150011', 'text', 'idNumber', 'id-check-digit'],
		['a day that is none', 3, '530102200402300010', 'text', 'idNumber', 'id-date'],
		['another sign', 3, '53010220040315001O', 'text', 'idNumber', 'signs'],
		['a kind of document that is none', 2, '学生证', 'text', 'idType', 'id-type'],
		['a formula', 4, '护理学院', 'formula', 'college', 'formula'],
		['a class that became a day', 5, '44562', 'number', 'className', 'serial-date'],
		['a class that became a day in words', 5, '1月22日', 'text', 'className', 'serial-date'],
		['a class that became a month', 5, 'Jan-22', 'text', 'className', 'serial-date'],
		['UTF-8 and GBK mixed up', 1, '锟斤拷', 'text', 'name', 'mojibake'],
		['UTF-8 read as Latin', 1, 'æ\u017eå°', 'text', 'name', 'mojibake'],
		['signs that no decoder could read', 4, '护\uFFFD学院', 'text', 'college', 'mojibake'],
		['question marks for signs', 1, '??', 'text', 'name', 'mojibake'],
		['half a sign', 1, '林\uD800', 'text', 'name', 'mojibake'],
		['a telephone of a house', 6, '0871-6592', 'text', 'phone', 'phone'],
		['neither yes nor no', 7, '也许', 'text', 'isLeaving', 'yes-no'],
		['a class without end', 5, '班'.repeat(81), 'text', 'className', 'too-long'],
	] as const)('with %s asks about it', (_, at, text, kind, column, problem) => {
		expect(read(at, text, kind)).toEqual({ student: null, problems: [{ column, kind: problem }] });
	});

	it.each([
		['a full-width number', 0, '２０２２００１', { studentNumber: '2022001' }],
		['a number that a program kept as a number', 0, '2022001', { studentNumber: '2022001' }],
		[
			'a small x and blanks',
			3,
			'53011120040721003x ',
			{ idNumber: '53011120040721003X', personKey: 'resident-id 53011120040721003X' },
		],
		['a country code', 6, '+86 138 0000 0001', { phone: '13800000001' }],
		['no phone', 6, '', { phone: null }],
		['no ID number', 3, '', { idType: null, idNumber: null, personKey: null }],
		['no kind of document: a resident’s', 2, '', {}],
		['a name of two dots', 1, '阿依古丽•买买提', { name: '阿依古丽·买买提' }],
		['a foreign name', 1, 'René Müller', { name: 'René Müller' }],
		['a tick', 7, '√', { isLeaving: true }],
		['nothing about leaving', 7, '', { isLeaving: null }],
	] as const)('with %s is read', (_, at, text, change) => {
		expect(read(at, text)).toEqual({ student: { ...student, ...change }, problems: [] });
	});

	it('with a passport, and with several problems at once', () => {
		const mapping = suggestMapping(heads);
		const line = (cells: string[]) =>
			readRosterLine(
				cells.map((text) => ({ kind: 'text', text })),
				{ ...rules, mapping },
			);
		expect(line(['1', 'Ann', '护照', 'e1234567']).student).toMatchObject({ personKey: 'passport E1234567' });
		expect(line(['', '', '护照', '#']).problems.map(({ kind }) => kind)).toEqual(['empty', 'empty', 'signs']);
	});

	it.each([
		['2023', true],
		['2024届', false],
		['2023-06-30', true],
		['2022年6月', true],
		['45108', null],
		['明年', null],
	])('leaves within the insurance year: %s', (year, expected) => {
		const mapping = suggestMapping(['学号', '姓名', '毕业年份']);
		const cells = ['1', '林小禾'].map((text) => ({ kind: 'text' as const, text }));
		const kind = year === '45108' ? ('number' as const) : ('text' as const);
		const { student: found, problems } = readRosterLine([...cells, { kind, text: year }], {
			...rules,
			mapping,
		});
		expect(found?.isLeaving ?? null).toBe(expected);
		if (expected === null) expect(problems).toMatchObject([{ column: 'leavingYear' }]);
	});
});

describe('heads', () => {
	it('are known as schools write them', () => {
		expect(
			suggestMapping([
				' 学 号* ',
				'学生姓名',
				'院系（部）',
				'行政班级',
				'证件号码(必填)',
				'联系电话',
				'毕业年份',
			]),
		).toEqual({
			studentNumber: 0,
			name: 1,
			college: 2,
			className: 3,
			idNumber: 4,
			phone: 5,
			leavingYear: 6,
		});
		expect(plainHead('身份证号\n（18位）')).toBe('身份证号');
	});
	it('are found below a title, and are missing where none is known', () => {
		expect(headRowOf([['2022级学生名册'], ['制表：学生处', '姓名'], heads, good])).toBe(2);
		expect(headRowOf([good, good])).toBe(-1);
		expect(isComplete(suggestMapping(['姓名', '班级']))).toBe(false);
	});
});

describe('all lines together', () => {
	const lineOf = (line: number, change: object): ReadLine => ({
		line,
		student: { ...student, ...change },
		problems: [],
	});
	const kindsOf = (lines: ReadLine[]) => {
		checkTogether(lines);
		return lines.map(({ student: left, problems }) => [left === null, ...problems.map(({ kind }) => kind)]);
	};
	it('both of one number, and both of one person, are asked about', () => {
		const other = { personKey: null, idNumber: null, idType: null };
		expect(
			kindsOf([
				lineOf(2, { studentNumber: 'A' }),
				lineOf(3, { studentNumber: 'B' }),
				lineOf(4, { studentNumber: 'C', ...other }),
				lineOf(5, { studentNumber: 'C', ...other }),
				lineOf(6, { studentNumber: 'D', ...other }),
			]),
		).toEqual([
			[true, 'person-twice'],
			[true, 'person-twice'],
			[true, 'number-twice'],
			[true, 'number-twice'],
			[false],
		]);
	});
	it('a shorter number among numbers that begin with zeros has lost some', () => {
		const none = { personKey: null };
		const numbers = ['00123', '00124', '00999', '125', '10001'];
		expect(kindsOf(numbers.map((studentNumber, n) => lineOf(n, { studentNumber, ...none })))).toEqual([
			[false],
			[false],
			[false],
			[true, 'lost-zeros'],
			[false],
		]);
		const longAndShort = ['20220001', '20220002', '20220003', '2022001'];
		expect(kindsOf(longAndShort.map((studentNumber, n) => lineOf(n, { studentNumber, ...none })))).toEqual(
			longAndShort.map(() => [false]),
		);
	});
});
