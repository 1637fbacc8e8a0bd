import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runJobs } from '#server/jobs/runner.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function recorder() {
	const lines: string[] = [];
	const record = (fields: Record<string, unknown>) => void lines.push(JSON.stringify(fields));
	return { lines, logger: { info: record, warn: record, error: record } };
}

it('never runs a job again before the run before has ended', async () => {
	let running = 0;
	let most = 0;
	const job = {
		name: 'slow',
		everyMs: 10,
		run: async () => {
			running += 1;
			most = Math.max(most, running);
			await new Promise((resolve) => setTimeout(resolve, 100));
			running -= 1;
			return 0;
		},
	};
	const stop = runJobs([job], recorder().logger);
	await vi.advanceTimersByTimeAsync(1_000);
	const stopped = stop();
	await vi.advanceTimersByTimeAsync(200);
	await stopped;
	expect([most, running]).toEqual([1, 0]);
});

it('goes on after a failure, and logs none of the error’s words', async () => {
	const { lines, logger } = recorder();
	let runs = 0;
	const run = async () => {
		runs += 1;
		throw new TypeError('530102200403150010 went wrong');
	};
	const stop = runJobs([{ name: 'failing', everyMs: 10, run }], logger);
	await vi.advanceTimersByTimeAsync(45);
	await stop();
	expect(runs).toBeGreaterThan(2);
	expect(lines[0]).toBe('{"job":"failing","kind":"TypeError"}');
	expect(lines.join()).not.toContain('5301');
});
