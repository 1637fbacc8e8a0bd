import { describe, expect, it } from 'vitest';
import {
	addWorkingDays,
	isWorkingDay,
	isYearKnown,
	workingDaysBetween,
	workingYears,
} from '#shared/policy/working-days/working-days.ts';
import { addDays, daysBetween } from '#shared/std/date.ts';

const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();

describe('the official working days', () => {
	it.each(workingYears)('$year is what its notice says', ({ year, source, holidays, workedWeekendDays }) => {
		expect(source.title).toContain(`${year}年`);
		for (const { from, to, quote } of holidays) {
			// The sentence names its days, and how many they are where it says so.
			const [, days] = /共(\d)天/.exec(quote) ?? [];
			if (days) expect(daysBetween(from, to) + 1).toBe(Number(days));
			expect(quote).toContain(`${Number(from.slice(5, 7))}月${Number(from.slice(8))}日`);
			for (const [, month, day, name] of quote.matchAll(/(\d+)月(\d+)日（星期([六日])）/g)) {
				const date = `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
				expect(workedWeekendDays).toContain(date);
				expect(weekday(date)).toBe(name === '六' ? 6 : 0);
			}
		}
		const told = holidays.flatMap(({ quote }) => [...quote.matchAll(/（星期[六日]）/g)]);
		expect(workedWeekendDays).toHaveLength(told.length);
	});

	it.each([
		['2023-01-20', true],
		['2023-01-21', false],
		['2023-01-28', true],
		['2023-01-30', true],
		['2022-12-31', false],
		['2023-04-05', false],
		['2024-02-09', true],
	])('%s: worked is %s', (date, expected) => {
		expect(isWorkingDay(date)).toBe(expected);
	});

	it('thirty working days from 2023-03-01 end on 2023-04-13, since 清明 is none', () => {
		expect(addWorkingDays('2023-03-01', 30)).toBe('2023-04-13');
		// The fault that this must catch: weekends alone.
		expect(workingDaysBetween('2023-03-01', '2023-04-12')).toBe(29);
	});

	it('counting there and back agrees, from every day', () => {
		for (let day = '2022-01-01'; day < '2025-06-01'; day = addDays(day, 7)) {
			const due = addWorkingDays(day, 30);
			expect(workingDaysBetween(day, due)).toBe(30);
			expect(workingDaysBetween(due, day)).toBe(-30);
		}
	});

	it('a year without its notice is said to be unknown', () => {
		expect(isYearKnown('2023-05-01')).toBe(true);
		expect(isYearKnown('2025-01-01')).toBe(false);
		expect(isWorkingDay('2025-01-04')).toBe(false);
	});
});
