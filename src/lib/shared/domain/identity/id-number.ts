/**
 * Resident ID numbers after GB 11643-1999: 6 digits region, 8 digits birth date, 3 digits sequence (odd: male),
 * 1 check character (ISO 7064 MOD 11-2). Residence permits of 81, 82, 83 have the same form.
 */
import { withoutUnseen } from '../../std/text.ts';
import { isIsoDate, type IsoDate } from '../../std/date.ts';

/** Why a number is refused; one word each on screens. */
export const idNumberFaults = [
	'id-length',
	'id-old-15',
	'id-characters',
	'id-date',
	'id-date-future',
	'id-check-digit',
] as const;
export type IdNumberFault = (typeof idNumberFaults)[number];

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';
const earliestBirth = '1900-01-01';

/** While typing: full-width to half-width, all blanks and unseen marks removed, x to X. Idempotent. */
export function normalizeIdNumber(typed: string): string {
	// Normalised again: without what stood between them, signs may combine in another order.
	return canonicalIdNumber(canonicalIdNumber(withoutUnseen(typed)).replace(/\s+/g, ''));
}

/** What a rule compares: NFKC, upper case, trimmed; blanks inside stay and are a fault. */
function canonicalIdNumber(text: string): string {
	return text.normalize('NFKC').toUpperCase().normalize('NFKC').trim();
}

/** The check character for the first 17 digits. */
export function idCheckCharacter(first17: string): string {
	let sum = 0;
	for (let i = 0; i < 17; i++) sum += Number(first17[i]) * weights[i]!;
	return checkCharacters[sum % 11]!;
}

/**
 * The first fault of a number, or null when it is sound: 17 digits and a digit or X, a real birth date from
 * 1900-01-01 to `today`, the right check character. Any region code is accepted (see idRegionWarning).
 */
export function idNumberFault(text: string, today: IsoDate): IdNumberFault | null {
	const number = canonicalIdNumber(text);
	if (/^\d{15}$/.test(number)) return 'id-old-15';
	if (!/^[\dX]*$/.test(number)) return 'id-characters';
	if (number.length !== 18) return 'id-length';
	if (!/^\d{17}[\dX]$/.test(number)) return 'id-characters';
	const birth = birthDateOf(number);
	if (!birth || birth < earliestBirth) return 'id-date';
	if (birth > today) return 'id-date-future';
	return idCheckCharacter(number) === number[17] ? null : 'id-check-digit';
}

function birthDateOf(number: string): IsoDate | null {
	const date = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
	return isIsoDate(date) ? date : null;
}

/** The birth date within the number; null when the number has none. Does not check the number. */
export function idBirthDate(text: string): IsoDate | null {
	const number = canonicalIdNumber(text);
	return /^\d{17}[\dX]$/.test(number) ? birthDateOf(number) : null;
}

/** 男 or 女 as on the form, by the last digit of the sequence; null when the number has not the right form. */
export function idGender(text: string): '男' | '女' | null {
	const number = canonicalIdNumber(text);
	if (!/^\d{17}[\dX]$/.test(number)) return null;
	return Number(number[16]) % 2 === 1 ? '男' : '女';
}

const regions = new Set(
	'11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
		' ',
	),
);

/** True when the first two digits are no province: a warning at most, since codes are abolished and old cards stay. */
export function idRegionWarning(text: string): boolean {
	const number = canonicalIdNumber(text);
	return /^\d{17}[\dX]$/.test(number) && !regions.has(number.slice(0, 2));
}

/** `110105********0021`: the first six and the last four; anything shorter is hidden whole. */
export function maskIdNumber(text: string): string {
	const number = canonicalIdNumber(text);
	if (number.length <= 10) return '*'.repeat(number.length);
	return number.slice(0, 6) + '*'.repeat(number.length - 10) + number.slice(-4);
}
