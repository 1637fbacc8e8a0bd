/** Doubles from `firstMs` with every failed try, up to `mostMs`. `attempts` counts the failures before. */
export function retryDelayMs(attempts: number, firstMs: number, mostMs: number): number {
	return Math.min(mostMs, firstMs * 2 ** Math.min(attempts, 20));
}
