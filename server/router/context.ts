import type { Actor } from '#server/usecase/actor.ts';
import type { Services } from '#server/usecase/ports.ts';

/** What the router may know of one HTTP request. */
export interface RequestInfo {
	/** For the log and for error replies: names a request without naming a person. */
	requestId: string;
	/** The network address, for limits only; never logged. */
	address: string;
	/** The session cookie's token; null without one. */
	sessionToken: string | null;
	/** Sets the session cookie on the reply, or clears it. */
	setSessionToken(token: string | null): void;
}

export interface Context {
	services: Services;
	actor: Actor;
	request: RequestInfo;
	/** Of the session; null when signed out. */
	session: { tokenHash: string } | null;
}
