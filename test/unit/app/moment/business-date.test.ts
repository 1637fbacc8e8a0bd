import { expect, test } from 'vitest';
import { businessDateNow } from '#lib/app/moment/moment.svelte.ts';

const hour = 3_600_000;
/** Heard at 23:00 in Shanghai. */
const heardAtMs = Date.UTC(2026, 10, 22, 15);
const heard = { serverTimeMs: heardAtMs, businessDate: '2022-10-15', demo: true, heardAtMs };

test.each([
	['the same evening', 0.5, '2022-10-15'],
	['after midnight in Shanghai', 1.5, '2022-10-16'],
	['three days on', 72, '2022-10-18'],
	['with the clock set back', -100, '2022-10-15'],
])('%s', (_when, hours, date) => {
	expect(businessDateNow(heard, heardAtMs + hours * hour)).toBe(date);
});
