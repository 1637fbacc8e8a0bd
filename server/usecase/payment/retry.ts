/** Doubles from `firstMs` with every failed try, up to `mostMs`. `attempts` counts the failures before. */
export function retryDelayMs(attempts: number, firstMs: number, mostMs: number): number {
	return Math.min(mostMs, firstMs * 2 ** Math.min(attempts, 20));
}

const quickTries = 6;
const hourlyTries = 24;

/**
 * How long until an unpaid order is asked about once more. `attempts` counts the questions since something was last
 * heard of it: quickly at first, a quarter of an hour after that, then every hour of a day, then daily.
 */
export function queryDelayMs(attempts: number): number {
	const firstMs = 10_000;
	const quarterMs = 900_000;
	const hourMs = 3_600_000;
	if (attempts < quickTries) return retryDelayMs(attempts, firstMs, quarterMs);
	// 10 s + 20 s + … + 320 s have passed.
	if (attempts === quickTries) return quarterMs - firstMs * (2 ** quickTries - 1);
	return attempts <= quickTries + hourlyTries ? hourMs : hourlyTries * hourMs;
}
