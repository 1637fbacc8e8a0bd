import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPhone, maskPhone, normalizePhone } from '#shared/domain/identity/phone.ts';

test.each([
	['138 0000 0000', '13800000000'],
	['１３８００００００００', '13800000000'],
	['+86 138-0000-0000', '13800000000'],
	['008613800000000', '13800000000'],
	['8613800000', '8613800000'],
])('typed as %j it is kept as %s', (typed, kept) => {
	expect(normalizePhone(typed)).toBe(kept);
});

test.each(['12800000000', '1380000000', '138000000000', '+8613800000000', '13800000000\n', ''])(
	'%j is no mobile number',
	(text) => {
		expect(isPhone(text)).toBe(false);
	},
);

test('numbers from 13 to 19 are', () => {
	for (const second of '3456789') expect(isPhone(`1${second}000000000`)).toBe(true);
});

test('normalising is idempotent for any text', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const once = normalizePhone(text);
			expect(normalizePhone(once)).toBe(once);
		}),
	);
});

test('masked, the middle is hidden', () => {
	expect(maskPhone('13800001234')).toBe('138****1234');
});
