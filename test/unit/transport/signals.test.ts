import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSignals } from '#lib/transport/signals.ts';

const minuteMs = 60_000;
const page = { visibilityState: 'visible', addEventListener() {}, removeEventListener() {} };

beforeEach(() => {
	vi.useFakeTimers();
	page.visibilityState = 'visible';
	vi.stubGlobal('document', page);
	vi.stubGlobal('addEventListener', () => {});
	vi.stubGlobal('removeEventListener', () => {});
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

/** How often a page asks in an hour. */
function asksInAnHour(isLive: boolean): number {
	let asks = 0;
	const stop = watchSignals(
		() => (asks += 1),
		() => isLive,
	);
	vi.advanceTimersByTime(60 * minuteMs);
	stop();
	vi.advanceTimersByTime(60 * minuteMs);
	return asks;
}

test('a page without a stream asks each minute', () => {
	expect(asksInAnHour(false)).toBe(60);
});

test('a page whose stream looks open asks all the same: the line may be dead, a poke lost', () => {
	expect(asksInAnHour(true)).toBe(12);
});

test('a page that nobody looks at does not ask', () => {
	page.visibilityState = 'hidden';
	expect(asksInAnHour(false)).toBe(0);
});
