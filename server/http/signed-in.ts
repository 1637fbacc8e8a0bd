import { RefusalError } from '#shared/errors/refusal.ts';
import { findSession } from '#server/usecase/account/session.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import type { Services } from '#server/usecase/ports.ts';
import { doorAccess, refusalFor, type Door } from '#server/router/access.ts';
import { readCookies } from './cookies.ts';

/** Who asks, by the session in the request's cookie; null where there is none. */
export async function signedIn(services: Services, request: Request): Promise<AccountActor | null> {
	const { sessionToken } = readCookies(request);
	const session = sessionToken === null ? null : await findSession(services, sessionToken);
	return session && session.actor;
}

/**
 * Who asks, where the table lets their role through this door. Throws RefusalError `auth.required`, and
 * `request.not-found` where it does not.
 */
export async function requireSignedIn(
	services: Services,
	request: Request,
	door: Door,
): Promise<AccountActor> {
	const actor = await signedIn(services, request);
	if (!actor) throw new RefusalError({ code: 'auth.required' });
	const code = refusalFor(doorAccess[door], actor);
	if (code) throw new RefusalError({ code });
	return actor;
}
