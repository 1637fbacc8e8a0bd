import { expect, test } from 'vitest';
import { schemeById, schemesInForce } from '#shared/policy/registry.ts';

test.each([
	['2022-08-31', []],
	['2022-09-01', ['yunnan-kunming-2023']],
	['2022-10-15', ['yunnan-kunming-2023', 'changchun-2023']],
	['2023-12-31', ['yunnan-kunming-2023', 'changchun-2023']],
	['2024-01-01', []],
	['2026-11-22', []],
])('on %s the schemes %j are in force', (date, ids) => {
	expect(schemesInForce(date).map((scheme) => scheme.id)).toEqual(ids);
});

test('an unknown scheme is null, whatever its name', () => {
	expect(schemeById('yunnan-kunming-2024')).toBeNull();
	expect(schemeById('__proto__')).toBeNull();
});
