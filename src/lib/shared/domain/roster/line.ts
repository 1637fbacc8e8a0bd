/*
 * What a line of a roster says, or what is to be asked about it. Nothing is guessed: a number that a spreadsheet has
 * rounded, a date that was a class, signs of a wrong encoding are problems, each with the column that it is in.
 */
import type { IsoDate } from '../../std/date.ts';
import { isStorable } from '../../std/text.ts';
import { idTypes } from '../code-lists/id-types.ts';
import { idNumberFault, normalizeIdNumber } from '../identity/id-number.ts';
import { normalizeName } from '../identity/name.ts';
import { asRegistered, personKey } from '../identity/person-key.ts';
import { isPhone, normalizePhone } from '../identity/phone.ts';
import type { RosterColumn, RosterMapping } from './mapping.ts';
import type { RosterStudent } from './student.ts';

export const lineProblemKinds = [
	'empty',
	'formula',
	'rounded',
	'lost-zeros',
	'serial-date',
	'mojibake',
	'merged',
	'too-long',
	'signs',
	'id-length',
	'id-date',
	'id-check-digit',
	'id-type',
	'phone',
	'yes-no',
	'year',
	'number-twice',
	'person-twice',
] as const;
export type LineProblemKind = (typeof lineProblemKinds)[number];

export interface LineProblem {
	column: RosterColumn;
	kind: LineProblemKind;
}

/** A cell as the reader of sheets gives it. */
interface LineCell {
	kind: 'text' | 'number' | 'formula';
	text: string;
}

interface LineRules {
	mapping: RosterMapping;
	today: IsoDate;
	/** Who leaves in it, or before, is a leaver. */
	insuranceYear: number;
}

const longest: Record<RosterColumn, number> = {
	studentNumber: 40,
	name: 60,
	idType: 60,
	idNumber: 40,
	college: 80,
	className: 80,
	phone: 40,
	isLeaving: 10,
	leavingYear: 20,
};
/** A spreadsheet keeps fifteen digits of a number. */
const keptDigits = 15;
const scientific = /^\d(?:\.\d+)?E\+?\d+$/i;

/** The problems of a line, or its student. */
export function readRosterLine(
	cells: readonly LineCell[],
	rules: LineRules,
): { student: RosterStudent; problems: [] } | { student: null; problems: LineProblem[] } {
	const problems: LineProblem[] = [];
	const say = (column: RosterColumn, kind: LineProblemKind) => problems.push({ column, kind });
	const textOf = (column: RosterColumn): string => {
		const at = rules.mapping[column];
		const cell = at === undefined ? undefined : cells[at];
		const text = cell?.text.trim() ?? '';
		if (!cell || text === '') return '';
		const kind = generalProblem(column, cell);
		if (kind) say(column, kind);
		return kind ? '' : text;
	};
	const clean = (column: RosterColumn) => problems.every((problem) => problem.column !== column);
	const needed = (column: RosterColumn, text: string) => {
		if (text === '' && clean(column)) say(column, 'empty');
		return text;
	};
	const studentNumber = needed('studentNumber', asRegistered(textOf('studentNumber')));
	if (studentNumber !== '' && !/^[\p{L}\p{N}\-/_.]+$/u.test(studentNumber)) say('studentNumber', 'signs');
	const name = needed('name', normalizeName(textOf('name')));
	if (name !== '' && /^\d+$/.test(name)) say('name', 'signs');
	const identity = readIdentity(textOf('idType'), textOf('idNumber'), rules.today, say);
	const phoneText = textOf('phone');
	const phone = phoneText === '' ? null : normalizePhone(phoneText);
	if (phone !== null && !isPhone(phone)) say('phone', 'phone');
	const isLeaving = readLeaving(textOf('isLeaving'), textOf('leavingYear'), rules.insuranceYear, say);
	const college = normalizeName(textOf('college')) || null;
	const className = normalizeName(textOf('className')) || null;
	if (problems.length > 0) return { student: null, problems };
	return {
		student: { studentNumber, name, ...identity, college, className, phone, isLeaving },
		problems: [],
	};
}

type Say = (column: RosterColumn, kind: LineProblemKind) => void;

/** What any column may suffer from the program that the file went through. */
function generalProblem(column: RosterColumn, { kind, text: raw }: LineCell): LineProblemKind | null {
	const text = raw.trim();
	if (kind === 'formula') return 'formula';
	if (!isStorable(text) || looksGarbled(text)) return 'mojibake';
	if (scientific.test(text) && column !== 'name') return 'rounded';
	if (kind === 'number' && text.replaceAll(/\D/g, '').length > keptDigits) return 'rounded';
	if (isSerialDate(column, kind, text)) return 'serial-date';
	return text.length > longest[column] ? 'too-long' : null;
}

/** UTF-8 read as GBK and back, as Latin, and what decoders put for what they cannot read. */
const garbled =
	/\uFFFD|锟斤|斤拷|烫烫|屯屯|[ÃÂ][\u0080-\u00BF]|[åæçèé][\u0080-\u00BF\u0152-\u0178\u2013-\u2122]|\?{2,}/u;

function looksGarbled(text: string): boolean {
	return garbled.test(text);
}

/** `2022-1` as a class, or a date, becomes 44562 or 1月22日 in a spreadsheet. */
function isSerialDate(column: RosterColumn, kind: LineCell['kind'], text: string): boolean {
	if (column === 'leavingYear') return kind === 'number' && /^[2-6]\d{4}(?:\.\d+)?$/.test(text);
	if (column !== 'className' && column !== 'college') return false;
	if (kind === 'number' && /^[34]\d{4}$/.test(text)) return true;
	return /^(?:\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2})$/.test(text);
}

/** As files name the kinds of documents. */
const idTypeWords: [RegExp, string][] = [
	[/^(居民)?身份证|^户口簿?$|居住证|公民身份/, 'resident-id'],
	[/通行证|回乡证|台胞证/, 'hk-macao-taiwan-permit'],
	[/护照|passport/i, 'passport'],
];

function readIdentity(
	typeText: string,
	numberText: string,
	today: IsoDate,
	say: Say,
): Pick<RosterStudent, 'idType' | 'idNumber' | 'personKey'> {
	const none = { idType: null, idNumber: null, personKey: null };
	if (numberText === '') return none;
	const number = normalizeIdNumber(numberText);
	const named = typeText.normalize('NFKC').trim();
	const idType =
		named === ''
			? 'resident-id'
			: (idTypeWords.find(([pattern]) => pattern.test(named))?.[1] ??
				idTypes.find(({ value, code }) => [value, code].includes(named))?.value);
	if (!idType) {
		say('idType', 'id-type');
		return none;
	}
	if (idType === 'resident-id') {
		const fault = idNumberFault(number, today);
		if (fault) say('idNumber', idFaults[fault]);
	} else if (!/^[0-9A-Z]{5,20}$/.test(number)) say('idNumber', 'signs');
	return { idType, idNumber: number, personKey: personKey({ idType, idNumber: number }) };
}

const idFaults: Record<NonNullable<ReturnType<typeof idNumberFault>>, LineProblemKind> = {
	'id-length': 'id-length',
	'id-old-15': 'id-length',
	'id-characters': 'signs',
	'id-date': 'id-date',
	'id-date-future': 'id-date',
	'id-check-digit': 'id-check-digit',
};

function readLeaving(yesNo: string, year: string, insuranceYear: number, say: Say): boolean | null {
	if (yesNo !== '') {
		const word = yesNo.normalize('NFKC').toLowerCase();
		if (/^(是|y|yes|1|true|√|✓|毕业班|应届)$/.test(word)) return true;
		if (/^(否|不是|非|n|no|0|false|×|x|非毕业班)$/.test(word)) return false;
		say('isLeaving', 'yes-no');
		return null;
	}
	if (year === '') return null;
	const found = /^((?:19|20)\d{2})(?:届|级毕业|年|[-/.年]\d{1,2}.*)?$/.exec(year.normalize('NFKC'));
	if (!found) {
		say('leavingYear', 'year');
		return null;
	}
	return Number(found[1]) <= insuranceYear;
}
