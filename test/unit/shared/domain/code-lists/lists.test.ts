import { expect, test } from 'vitest';
import { codeListsByName, isInCodeList } from '#shared/domain/code-lists/lists.ts';

test('there are 56 ethnic groups, and 97 and 98 beside them', () => {
	const codes = codeListsByName['ethnic-groups'].map(({ code }) => code);
	const expected = Array.from({ length: 56 }, (_, i) => String(i + 1).padStart(2, '0'));
	expect(codes).toEqual([...expected, '97', '98']);
});

test.each(Object.entries(codeListsByName))('in %s values and codes are unique', (_name, list) => {
	expect(new Set(list.map(({ value }) => value)).size).toBe(list.length);
	expect(new Set(list.map(({ code }) => code)).size).toBe(list.length);
});

test('membership is by the words of the screens', () => {
	expect(isInCodeList('ethnic-groups', '傣族')).toBe(true);
	expect(isInCodeList('ethnic-groups', '傣')).toBe(false);
	expect(isInCodeList('id-types', 'passport')).toBe(true);
});
