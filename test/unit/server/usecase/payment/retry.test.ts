import { expect, test } from 'vitest';
import { queryDelayMs } from '#server/usecase/payment/retry.ts';

test('an unpaid order is asked about within a quarter of an hour, then hourly for a day, then daily', () => {
	let passedMs = 0;
	const minutes = Array.from({ length: 34 }, (_, attempts) => (passedMs += queryDelayMs(attempts)) / 60_000);
	expect(minutes[0]).toBeCloseTo(10 / 60);
	expect(minutes[6]).toBe(15);
	expect(minutes[7]).toBe(75);
	expect(minutes[30]).toBe(15 + 24 * 60);
	expect(minutes[31]).toBe(15 + 48 * 60);
	expect(minutes[33]).toBe(15 + 96 * 60);
});
