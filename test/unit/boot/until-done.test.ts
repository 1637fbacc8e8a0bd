import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { untilDone } from '#lib/boot/until-done.ts';

let page: EventTarget & { visibilityState?: string };
beforeEach(() => {
	vi.useFakeTimers();
	page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
	vi.stubGlobal('document', page);
	const own = new EventTarget();
	for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
		vi.stubGlobal(name, own[name].bind(own));
	}
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** Work that fails so many times. */
function failing(times: number) {
	let left = times;
	return vi.fn(async () => {
		if (left-- > 0) throw new Error('no line');
		return true;
	});
}

test('goes on by itself where nobody says that the line is back, ever more slowly, and ends with success', async () => {
	const work = failing(12);
	untilDone(work);
	await vi.advanceTimersByTimeAsync(2_000);
	expect(work).toHaveBeenCalledTimes(2);
	await vi.advanceTimersByTimeAsync(300_000 * 6);
	expect(work).toHaveBeenCalledTimes(13);
	await vi.advanceTimersByTimeAsync(3_600_000);
	expect(work).toHaveBeenCalledTimes(13);
});

test.each(['online', 'focus'])('%s: at once', async (name) => {
	const work = failing(1);
	untilDone(work);
	await vi.advanceTimersByTimeAsync(0);
	dispatchEvent(new Event(name));
	await vi.advanceTimersByTimeAsync(0);
	expect(work).toHaveBeenCalledTimes(2);
	await vi.advanceTimersByTimeAsync(3_600_000);
	expect(work).toHaveBeenCalledTimes(2);
});

test('what was stopped is not tried again, even where it was under way', async () => {
	const work = failing(5);
	const stop = untilDone(work);
	stop();
	await vi.advanceTimersByTimeAsync(3_600_000);
	dispatchEvent(new Event('online'));
	expect(work).toHaveBeenCalledTimes(1);
});
