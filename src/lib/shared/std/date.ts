/** A calendar day `YYYY-MM-DD`; comparing the strings compares the days. */
export type IsoDate = string;

const dayMs = 86_400_000;
const shanghaiOffsetMs = 8 * 3_600_000;

export function isIsoDate(text: unknown): text is IsoDate {
	if (typeof text !== 'string' || !/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const time = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

function toMs(date: IsoDate): number {
	return Date.parse(`${date}T00:00:00Z`);
}

export function addDays(date: IsoDate, days: number): IsoDate {
	return new Date(toMs(date) + days * dayMs).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
	return Math.round((toMs(to) - toMs(from)) / dayMs);
}

/** The calendar day in Asia/Shanghai (UTC+8, no daylight saving since 1991). */
export function shanghaiDate(timeMs: number): IsoDate {
	return new Date(timeMs + shanghaiOffsetMs).toISOString().slice(0, 10);
}
