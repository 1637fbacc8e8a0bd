/**
 * How often one account may call what every phone calls all day. Counted in memory and for each server alone:
 * it keeps a runaway client from wearing the database out, and is no defence of a secret (those limits are
 * `usecase/account/limits.ts`).
 */
import type { Clock } from '#shared/std/clock.ts';

const windowMs = 300_000;
/** More accounts than this within a window are forgotten together, so that the memory is bounded. */
const mostAccounts = 50_000;

export interface Pace {
	/** Counts a call; null when it may go on, else the seconds to wait. */
	take(accountId: string): number | null;
}

/** `calls`: how many one account may make in five minutes. */
export function createPace(clock: Clock, calls: number): Pace {
	const countByAccount = new Map<string, number>();
	let endsAtMs = 0;
	return {
		take(accountId) {
			const nowMs = clock.nowMs();
			if (nowMs >= endsAtMs || countByAccount.size >= mostAccounts) {
				countByAccount.clear();
				endsAtMs = nowMs + windowMs;
			}
			const count = (countByAccount.get(accountId) ?? 0) + 1;
			countByAccount.set(accountId, count);
			return count > calls ? Math.ceil((endsAtMs - nowMs) / 1000) : null;
		},
	};
}
