import type { IsoDate } from '../std/date.ts';
import type { Scheme } from './scheme.ts';
import { inForceOn } from './in-force.ts';
import { changchun2023 } from './changchun-2023/scheme.ts';
import { yunnanKunming2023 } from './yunnan-kunming-2023/scheme.ts';

/** Every scheme that the product knows, in the order shown. */
export const schemes: readonly Scheme[] = [yunnanKunming2023, changchun2023];

/** `among`: other schemes than the shipped ones, for a trial. */
export function schemeById(id: string, among: readonly Scheme[] = schemes): Scheme | null {
	return among.find((scheme) => scheme.id === id) ?? null;
}

/** The schemes that may decide on this day; none: the app says so and applies no old year's figures. */
export function schemesInForce(date: IsoDate, among: readonly Scheme[] = schemes): Scheme[] {
	return inForceOn(date, among);
}
