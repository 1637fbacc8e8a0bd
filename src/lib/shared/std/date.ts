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

/**
 * The same day `months` later; where that month is too short its last day (01-31 + 1 month is 02-28, or 02-29 in a leap
 * year). Months are counted from the first date at once, not one by one.
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
	const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
	const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
	// The calendar repeats every 400 years, and Date.UTC reads years below 100 as 19xx.
	const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
	const day = Math.min(Number(date.slice(8)), lastDay);
	return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
	return Math.round((toMs(to) - toMs(from)) / dayMs);
}

/** The calendar day in Asia/Shanghai (UTC+8, no daylight saving since 1991). */
export function shanghaiDate(timeMs: number): IsoDate {
	return new Date(timeMs + shanghaiOffsetMs).toISOString().slice(0, 10);
}
