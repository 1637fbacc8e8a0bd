import { RefusalError } from '#shared/errors/refusal.ts';
import { findSession, type OpenSession } from '#server/usecase/account/session.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import type { Services } from '#server/usecase/ports.ts';
import { doorAccess, refusalFor, type Door } from '#server/router/access.ts';
import { readCookies } from './cookies.ts';

async function sessionOf(services: Services, request: Request): Promise<OpenSession | null> {
	const { sessionToken } = readCookies(request);
	return sessionToken === null ? null : findSession(services, sessionToken);
}

/** Who asks, by the session in the request's cookie; null where there is none. */
export async function signedIn(services: Services, request: Request): Promise<AccountActor | null> {
	const session = await sessionOf(services, request);
	return session && session.actor;
}

/**
 * Who asks, where the table lets their role through this door. Throws RefusalError `auth.required`, and
 * `request.not-found` where it does not; `auth.second-factor-needed`.
 */
export async function requireSignedIn(
	services: Services,
	request: Request,
	door: Door,
): Promise<AccountActor> {
	const session = await sessionOf(services, request);
	if (!session) throw new RefusalError({ code: 'auth.required' });
	const code = refusalFor(doorAccess[door], session.actor, session);
	if (code) throw new RefusalError({ code });
	return session.actor;
}
