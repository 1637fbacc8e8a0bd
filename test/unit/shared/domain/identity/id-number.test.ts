import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	idBirthDate,
	idCheckCharacter,
	idGender,
	idNumberFault,
	idRegionWarning,
	maskIdNumber,
	normalizeIdNumber,
} from '#shared/domain/identity/id-number.ts';

const today = '2022-10-15';
const sample = '11010519491231002X';

function digits(value: number, length: number): string {
	return String(value).padStart(length, '0');
}

/** Sound numbers of any region, with birth dates from 1900 to 2022-10-15. */
const soundNumber = fc
	.record({
		region: fc.integer({ min: 0, max: 999_999 }),
		day: fc.date({ min: new Date('1900-01-01'), max: new Date('2022-10-15'), noInvalidDate: true }),
		sequence: fc.integer({ min: 0, max: 999 }),
	})
	.map(({ region, day, sequence }) => {
		const birth = day.toISOString().slice(0, 10).replaceAll('-', '');
		const first17 = digits(region, 6) + birth + digits(sequence, 3);
		return first17 + idCheckCharacter(first17);
	});

test('every sound number passes', () => {
	fc.assert(fc.property(soundNumber, (number) => idNumberFault(number, today) === null));
});

test('a change of any single digit is caught', () => {
	const change = fc.record({ at: fc.integer({ min: 0, max: 17 }), by: fc.integer({ min: 1, max: 9 }) });
	fc.assert(
		fc.property(soundNumber, change, (number, { at, by }) => {
			const old = number[at]!;
			const other = old === 'X' ? String(by) : String((Number(old) + by) % 10);
			const altered = number.slice(0, at) + other + number.slice(at + 1);
			expect(idNumberFault(altered, today)).not.toBeNull();
		}),
	);
});

test('two unlike neighbours exchanged are caught', () => {
	fc.assert(
		fc.property(soundNumber, fc.integer({ min: 0, max: 15 }), (number, at) => {
			fc.pre(number[at] !== number[at + 1]);
			const altered = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
			expect(idNumberFault(altered, today)).not.toBeNull();
		}),
	);
});

test('normalising is idempotent for any text', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const once = normalizeIdNumber(text);
			expect(normalizeIdNumber(once)).toBe(once);
		}),
	);
});

test('checking never throws for any text', () => {
	fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void idNumberFault(text, today)));
});

test.each([
	[' 110105 1949 1231 002x ', sample],
	['１１０１０５１９４９１２３１００２ｘ', sample],
	['11010519491231002X', sample],
])('typed as %j it is kept as %s', (typed, kept) => {
	expect(normalizeIdNumber(typed)).toBe(kept);
});

test.each([
	['', 'id-length'],
	['1101051949123100', 'id-length'],
	['110105194912310021X', 'id-length'],
	['110105491231002', 'id-old-15'],
	['11010519491231O02X', 'id-characters'],
	['110105X9491231002X', 'id-characters'],
	['110105 19491231002X', 'id-characters'],
	['11010519490230002X', 'id-date'],
	['11010518991231002X', 'id-date'],
	['110105202210160021', 'id-date-future'],
	['110105194912310021', 'id-check-digit'],
])('%s is refused with %s', (number, fault) => {
	expect(idNumberFault(number, today)).toBe(fault);
});

test('a full-width or lower-case number is sound without being normalised first', () => {
	expect(idNumberFault('　11010519491231002x ', today)).toBeNull();
});

describe('what a number says', () => {
	test('the birth date and the gender', () => {
		expect(idBirthDate(sample)).toBe('1949-12-31');
		expect(idGender(sample)).toBe('女');
		expect(idGender('110105194912310014')).toBe('男');
		expect(idBirthDate('110105')).toBeNull();
		expect(idGender('110105')).toBeNull();
	});

	test('an unknown province is a warning, a residence permit is not', () => {
		expect(idRegionWarning('99010519491231002X')).toBe(true);
		expect(idRegionWarning('81000019491231002X')).toBe(false);
		expect(idRegionWarning(sample)).toBe(false);
	});
});

test('masked, only six and four characters show', () => {
	expect(maskIdNumber(sample)).toBe('110105********002X');
	expect(maskIdNumber('E1234567')).toBe('********');
});
