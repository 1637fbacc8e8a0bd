import type { Fen } from '../../std/money.ts';

/** A whole percentage of an amount, in fen, halves rounded up. Exact for every safe integer. */
export function percentOf(amountFen: Fen, percent: number): Fen {
	return Number((BigInt(amountFen) * BigInt(percent) + 50n) / 100n);
}
