/** 128 random bits in base64url. */
const fragment = /^#t=([A-Za-z0-9_-]{22})$/;

/**
 * What the fragment of a QR's address said, held by the page alone, across signing in: an address is kept in histories and
 * sent to others.
 */
export class HeldToken {
	readonly #fragment: RegExp;
	#held: string | null = null;

	constructor(pattern: RegExp = fragment) {
		this.#fragment = pattern;
	}

	/** False: there is none. Anything else that a QR may hold is no token. */
	take(hash: string): boolean {
		const token = this.#fragment.exec(hash)?.[1];
		if (token === undefined) return false;
		this.#held = token;
		return true;
	}

	read(): string | null {
		return this.#held;
	}

	drop(): void {
		this.#held = null;
	}
}
