import type { Waiting } from '../../policy/scheme.ts';
import { addDays, addMonths, isIsoDate, type IsoDate } from '../../std/date.ts';

/**
 * The first day after the wait, by the reading that the scheme applies. Counting from the payment day as day 1, a wait of
 * 90 days ends with day 90, so benefits start on payment + 90 days; of 3 months, on the same day 3 months later (or on
 * the last day of a month that is too short). Where the next day is day 1, one day later. Null: beyond the calendar.
 */
export function firstDayAfterWait(waiting: Waiting, paidOn: IsoDate): IsoDate | null {
	const applied = waiting.readings.find((reading) => reading.applied);
	const dayBefore = applied?.key === 'next-day-is-first' ? addDays(paidOn, 1) : paidOn;
	const start =
		waiting.unit === 'days' ? addDays(dayBefore, waiting.count) : addMonths(dayBefore, waiting.count);
	return isIsoDate(start) ? start : null;
}
