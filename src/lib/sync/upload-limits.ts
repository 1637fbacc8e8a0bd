/** Every loop and every wait of the uploader is bounded by one of these. */
export const uploadLimits = {
	/** Files under way at a time. */
	lanes: 3,
	/**
	 * Bytes of one body on a connection that was used before: should it die, a browser may send the whole body a
	 * second time by itself.
	 */
	usedLineBytes: 24_000,
	/** Of one body on a fresh connection: the first, the least and the most; between, what takes about `bodyMs`. */
	firstBytes: 128_000,
	leastBytes: 32_000,
	mostBytes: 1_000_000,
	bodyMs: 5_000,
	/** Times that one file, in one run, may be told another offset than it thought. */
	heals: 20,
	/** Times that a file whose bytes arrived damaged is sent anew: each phone of a person may have a bad network. */
	restarts: 3,
} as const;

export type UploadLimits = { readonly [Name in keyof typeof uploadLimits]: number };
