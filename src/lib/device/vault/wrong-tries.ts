/** What a wrong passphrase costs. Pure. */
import type { Refusal } from '#shared/errors/refusal.ts';
import type { LockRow } from '../schema.ts';
import { isLeaseOver } from './lease.ts';

/** From this one on each wrong try is followed by a wait. */
const freeTries = 5;
const firstWaitMs = 60_000;
const longestWaitMs = 3_600_000;
/** At this one, and each after it, what the server holds already leaves the phone. */
const wipingTry = 10;

function waitAfter(wrongTries: number): number {
	if (wrongTries < freeTries) return 0;
	return Math.min(firstWaitMs * 2 ** (wrongTries - freeTries), longestWaitMs);
}

export function wipesAt(wrongTries: number): boolean {
	return wrongTries >= wipingTry;
}

/** Null: a passphrase may be tried now. */
export function whyNoTry({ lease, time, waitUntilMs }: LockRow): Refusal | null {
	if (isLeaseOver(lease, time)) return { code: 'device.lease-over' };
	const waitMs = waitUntilMs - time.elapsedMs;
	return waitMs > 0 ? { code: 'device.vault-waits', retryAfterSeconds: Math.ceil(waitMs / 1000) } : null;
}

/** One more try is counted as a wrong one, where one may be made. */
export function withTry(row: LockRow): LockRow {
	if (whyNoTry(row)) return row;
	const wrongTries = row.wrongTries + 1;
	return { ...row, wrongTries, waitUntilMs: row.time.elapsedMs + waitAfter(wrongTries) };
}
