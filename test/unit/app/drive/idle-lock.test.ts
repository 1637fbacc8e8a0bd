import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { IdleLock } from '#lib/app/drive/idle-lock.ts';

const minute = 60_000;
let lock = vi.fn<() => void>();
let idle = new IdleLock(lock);

beforeEach(() => {
	vi.useFakeTimers();
	lock = vi.fn();
	idle = new IdleLock(lock);
});
afterEach(() => {
	idle.stop();
	vi.useRealTimers();
});

test('five minutes after the last touch it is locked, and not before', () => {
	idle.touched();
	vi.advanceTimersByTime(4 * minute);
	idle.touched();
	vi.advanceTimersByTime(5 * minute - 1);
	expect(lock).not.toHaveBeenCalled();
	vi.advanceTimersByTime(1);
	expect(lock).toHaveBeenCalledOnce();
});

test('switching away locks at once', () => {
	idle.hidden();
	expect(lock).toHaveBeenCalledOnce();
});

test('the camera and the file picker may take the screen for two minutes, and once', () => {
	idle.expectAway();
	idle.hidden();
	vi.advanceTimersByTime(2 * minute - 1);
	idle.shown();
	vi.advanceTimersByTime(minute);
	expect(lock).not.toHaveBeenCalled();
	idle.hidden();
	expect(lock).toHaveBeenCalledOnce();
});

test('who does not come back from the camera is locked out', () => {
	idle.expectAway();
	idle.hidden();
	vi.advanceTimersByTime(2 * minute);
	expect(lock).toHaveBeenCalledOnce();
});
