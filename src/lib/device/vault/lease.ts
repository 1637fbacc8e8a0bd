/*
 * How long a volunteer's phone opens without having heard from the server. The server says from when until when by its own
 * clock; how much of that has gone by, the phone counts. Its clock may be set back: that takes nothing away from what
 * was counted, and what goes by from then on counts too. Pure.
 */

/** Time as this phone has seen it go by since it was last told. */
export interface ElapsedTime {
	elapsedMs: number;
	/** The device's clock at the last look. */
	seenAtMs: number;
}

/** One look: what the device's clock says, and how much has gone by at least, as this page has run. */
export interface Look {
	nowMs: number;
	leastMs: number;
}

export function afterLook({ elapsedMs, seenAtMs }: ElapsedTime, { nowMs, leastMs }: Look): ElapsedTime {
	const byClock = elapsedMs + Math.max(nowMs - seenAtMs, 0);
	return { elapsedMs: Math.max(byClock, leastMs), seenAtMs: nowMs };
}

/** Server times in ms. */
export interface Lease {
	fromMs: number;
	untilMs: number;
}

export function isLeaseOver({ fromMs, untilMs }: Lease, { elapsedMs }: ElapsedTime): boolean {
	return fromMs + elapsedMs >= untilMs;
}
