import { expect, it } from 'vitest';
import { createPace } from '#server/router/pace.ts';

it('lets each account make its calls, says how long to wait, and begins anew after five minutes', () => {
	let nowMs = 1_000_000;
	const pace = createPace({ nowMs: () => nowMs }, 3);
	expect([1, 2, 3].map(() => pace.take('a'))).toEqual([null, null, null]);
	nowMs += 60_000;
	expect(pace.take('a')).toBe(240);
	expect(pace.take('b')).toBe(null);
	nowMs += 240_000;
	expect(pace.take('a')).toBe(null);
});
