/**
 * Province, city, county. 29 kB compressed: import it dynamically, never from a page's first load
 * (`await import('#shared/domain/code-lists/divisions.ts')`).
 */
import { areaList } from '@vant/area-data';

export interface Division {
	/** Six digits, GB/T 2260. */
	code: string;
	name: string;
}

/** Names that only group counties in the data and are no part of an address. */
const groupings = new Set(['县', '省直辖县', '自治区直辖县级行政区划']);

function within(list: Record<string, string>, prefix: string): Division[] {
	return Object.entries(list)
		.filter(([code]) => code.startsWith(prefix))
		.map(([code, name]) => ({ code, name }));
}

export function provinces(): Division[] {
	return within(areaList.province_list, '');
}

export function citiesOf(provinceCode: string): Division[] {
	return within(areaList.city_list, provinceCode.slice(0, 2));
}

export function countiesOf(cityCode: string): Division[] {
	return within(areaList.county_list, cityCode.slice(0, 4));
}

/** 530102 → 云南省昆明市五华区, as the form writes it; null for a code that the list does not know. */
export function divisionName(code: string): string | null {
	const province = areaList.province_list[`${code.slice(0, 2)}0000`];
	const city = areaList.city_list[`${code.slice(0, 4)}00`];
	const county = areaList.county_list[code];
	const last = county ?? (code.endsWith('00') ? (city ?? province) : undefined);
	if (!province || !last) return null;
	const names = [province, city, county].filter((name): name is string => !!name && !groupings.has(name));
	return names.filter((name, i) => name !== names[i - 1]).join('');
}
