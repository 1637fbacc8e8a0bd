import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskName, normalizeName } from '#shared/domain/identity/name.ts';

test.each([
	['  李明 ', '李明'],
	['阿依古丽•买买提', '阿依古丽·买买提'],
	['阿依古丽・买买提', '阿依古丽·买买提'],
	['阿依古丽 · 买买提', '阿依古丽·买买提'],
	['𬱖𠮷䶮', '𬱖𠮷䶮'],
	['更', '更'],
])('typed as %j it is kept as %s', (typed, kept) => {
	expect(normalizeName(typed)).toBe(kept);
});

test('normalising is idempotent for any text', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			const once = normalizeName(text);
			expect(normalizeName(once)).toBe(once);
		}),
	);
});

test('masked, only the first character shows, rare ones whole', () => {
	expect(maskName('𬱖明')).toBe('𬱖*');
	expect(maskName('')).toBe('');
});
