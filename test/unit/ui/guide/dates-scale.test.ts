import { expect, it } from 'vitest';
import { datesScale } from '#lib/ui/guide/dates-scale.ts';

const year = { key: 'year', label: '', from: '2023-01-01', to: '2023-12-31' };

it('runs from the first month to the end of the last, and keeps days outside at its ends', () => {
	const { at, isWithin } = datesScale([year]);
	expect(at('2023-01-01')).toBe(0);
	expect(at('2024-01-01')).toBe(100);
	expect(at('2022-01-01')).toBe(0);
	expect(isWithin('2023-12-31')).toBe(true);
	expect(isWithin('2024-01-01')).toBe(false);
});

it('gives a span without an end the rest of its year', () => {
	expect(datesScale([{ ...year, from: '2022-09-01', to: null }]).isWithin('2022-12-31')).toBe(true);
});

it('writes few months, none so far right that it would reach beyond', () => {
	const { ticks } = datesScale([{ ...year, from: '2022-09-01' }]);
	expect(ticks.map(({ day }) => day)).toEqual(['2022-09-01', '2023-02-01', '2023-07-01']);
});
