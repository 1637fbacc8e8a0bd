import { expect, test } from 'vitest';
import { citiesOf, countiesOf, divisionName, provinces } from '#shared/domain/code-lists/divisions.ts';

test.each([
	['530102', '云南省昆明市五华区'],
	['530100', '云南省昆明市'],
	['530000', '云南省'],
	['110101', '北京市东城区'],
	['500229', '重庆市城口县'],
	['419001', '河南省济源市'],
	['999999', null],
	['', null],
])('%s is %s', (code, name) => {
	expect(divisionName(code)).toBe(name);
});

test('every county has a name that begins with its province', () => {
	expect(provinces()).toHaveLength(34);
	for (const province of provinces()) {
		for (const city of citiesOf(province.code)) {
			for (const county of countiesOf(city.code)) {
				expect(divisionName(county.code)?.startsWith(province.name)).toBe(true);
			}
		}
	}
});
