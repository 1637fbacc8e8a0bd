import type { IsoDate } from '../std/date.ts';

interface Dated {
	inForce: { from: IsoDate; to: IsoDate };
}

/** Of these schemes, or cards, the ones that may decide on this day; none: the app says so and applies no old year's figures. */
export function inForceOn<S extends Dated>(date: IsoDate, among: readonly S[]): S[] {
	return among.filter(({ inForce }) => inForce.from <= date && date <= inForce.to);
}
