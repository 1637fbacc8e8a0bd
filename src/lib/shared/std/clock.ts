/** Real time, milliseconds since 1970-01-01T00:00Z. Passed in, so that tests can own it. */
export interface Clock {
	nowMs(): number;
}

/** A source of unpredictable bytes. Passed in, so that a run can be replayed from a seed. */
export interface Random {
	bytes(length: number): Uint8Array<ArrayBuffer>;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

export const systemRandom: Random = {
	bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
