import type { Random } from '#shared/std/clock.ts';
import { syncLimits } from './limits.ts';

/** A number in [0, 1) from the given source. */
function fraction(random: Random): number {
	const [a, b] = random.bytes(2) as unknown as [number, number];
	return (a * 256 + b) / 65_536;
}

/**
 * How long to wait before the next try, ms. Doubles with each failure (1 = the first) up to five minutes, of
 * which a random half is taken off, so that a dormitory coming back online does not call in one moment. The
 * server's own wish (`retryAfterSeconds`) is a floor. The first failures of a line that broke (`isLine`: nobody
 * answered) are followed up quickly: the server may not even have heard of them.
 */
export function waitMs(
	failures: number,
	random: Random,
	{ retryAfterSeconds = 0, isLine = false }: { retryAfterSeconds?: number; isLine?: boolean } = {},
): number {
	const { quickWaitsMs, firstWaitMs, longestWaitMs, longestRetryAfterMs } = syncLimits;
	const slow = Math.max(1, isLine ? failures - quickWaitsMs.length : failures);
	const full =
		(isLine ? quickWaitsMs[failures - 1] : undefined) ??
		Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(slow - 1, 20));
	const own = Math.round(full * (0.5 + fraction(random) / 2));
	const wished = Math.min(longestRetryAfterMs, Math.max(0, retryAfterSeconds) * 1000);
	return Math.max(own, wished);
}
