/** What a wrong passphrase costs. Pure. */

/** From this one on each wrong try is followed by a wait. */
const freeTries = 5;
const firstWaitMs = 60_000;
const longestWaitMs = 3_600_000;
/** At this one, and each after it, what the server holds already leaves the phone. */
const wipingTry = 10;

export function waitAfter(wrongTries: number): number {
	if (wrongTries < freeTries) return 0;
	return Math.min(firstWaitMs * 2 ** (wrongTries - freeTries), longestWaitMs);
}

export function wipesAt(wrongTries: number): boolean {
	return wrongTries >= wipingTry;
}
