/** Held by the page alone, across signing in: an address is kept in histories and sent to others. */
let held: string | null = null;

/** Takes the token out of an invitation's fragment; false: there is none. Anything else that a QR may hold is no token. */
export function takeJoinToken(hash: string): boolean {
	const token = /^#t=([A-Za-z0-9_-]{22})$/.exec(hash)?.[1];
	if (token === undefined) return false;
	held = token;
	return true;
}

export function joinToken(): string | null {
	return held;
}

export function dropJoinToken(): void {
	held = null;
}
