/** Who tries to sign in, as far as limits go. Never stored (of `browser` a hash: `note-unsent.ts`), never logged. */
export interface Caller {
	address: string;
	/** A random value kept by the browser; null when it has none. */
	browser: string | null;
}
