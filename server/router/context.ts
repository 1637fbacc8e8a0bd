import type { Actor } from '#server/usecase/actor.ts';
import type { Caller } from '#server/usecase/account/caller.ts';
import type { Services } from '#server/usecase/ports.ts';
import type { Pace } from './pace.ts';

/** What the router may know of one HTTP request. */
interface RequestInfo {
	/** For limits only; never logged. */
	caller: Caller;
	/** Sets the session cookie on the reply; null clears it. */
	setSessionToken(token: string | null): void;
	/** Gives a new browser a random value of its own, for limits, and to know it again when its storage was emptied. */
	setBrowser(value: string): void;
}

export interface Context {
	services: Services;
	actor: Actor;
	/** Null when signed out. */
	session: { tokenHash: string; needsSecondFactor: boolean } | null;
	request: RequestInfo;
	exchangePace: Pace;
}
