/** Counting working days by the official calendar of each year; a year without one: Monday to Friday, and it is said. */
import { addDays, type IsoDate } from '../../std/date.ts';
import { year2022 } from './2022.ts';
import { year2023 } from './2023.ts';
import { year2024 } from './2024.ts';
import type { WorkingYear } from './year.ts';

/** Every year known here. A new year's notice is a new file beside these. */
export const workingYears: WorkingYear[] = [year2022, year2023, year2024];

const knownYears = new Set(workingYears.map(({ year }) => year));
const worked = new Set(workingYears.flatMap(({ workedWeekendDays }) => workedWeekendDays));
const holidays = workingYears.flatMap((year) => year.holidays);

/** Whether the year of this day has its official calendar here. */
export function isYearKnown(date: IsoDate): boolean {
	return knownYears.has(Number(date.slice(0, 4)));
}

export function isWorkingDay(date: IsoDate): boolean {
	if (worked.has(date)) return true;
	if (holidays.some(({ from, to }) => from <= date && date <= to)) return false;
	const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
	return weekday !== 0 && weekday !== 6;
}

/** The day on which `count` working days have gone by; the day itself is not counted. */
export function addWorkingDays(date: IsoDate, count: number): IsoDate {
	let day = date;
	for (let left = count; left > 0;) {
		day = addDays(day, 1);
		if (isWorkingDay(day)) left -= 1;
	}
	return day;
}

/** Working days after `from` up to `to`, both by the same count as `addWorkingDays`; negative when `to` is earlier. */
export function workingDaysBetween(from: IsoDate, to: IsoDate): number {
	if (to < from) return -workingDaysBetween(to, from);
	let count = 0;
	for (let day = from; day < to;) {
		day = addDays(day, 1);
		if (isWorkingDay(day)) count += 1;
	}
	return count;
}
