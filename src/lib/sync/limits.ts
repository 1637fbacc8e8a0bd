/** Every loop and every wait of the engine is bounded by one of these. */
export const syncLimits = {
	/** Mutations and bytes (before compression) of one exchange; of the bytes the server takes twice as many. */
	mutations: 1_000,
	bytes: 1_000_000,
	/** Exchanges in one run; what is left then waits for a short pause. */
	rounds: 200,
	/** Renumberings and new device ids in one run. */
	heals: 2,
	/** A line that broke is mostly there again at once: so often, and no more, is it tried without waiting long. */
	quickWaitsMs: [80, 250],
	firstWaitMs: 2_000,
	longestWaitMs: 300_000,
	/** A server may ask for a longer wait than our own ceiling, but not for ever. */
	longestRetryAfterMs: 3_600_000,
	/** How long frozen entries may be called "sending" without an answer. */
	exchangeLeaseMs: 60_000,
} as const;
