import { parse, serialize } from 'hono/utils/cookie';

/** Short: a phone sends both with every call, and a call that carries one changed field is small itself. */
const sessionCookie = 'cc_s';
const browserCookie = 'cc_b';
const sessionSeconds = 30 * 86_400;
const browserSeconds = 365 * 86_400;

export interface ReadCookies {
	sessionToken: string | null;
	/** A random value, for the limits on one-time codes and to know a browser whose storage was emptied; null in a new one. */
	browser: string | null;
}

const tokenPattern = /^[A-Za-z0-9_-]{22}$/;

/** What is not of our making counts as absent. */
export function readCookies(request: Request): ReadCookies {
	const cookies = parse(request.headers.get('cookie') ?? '');
	const valid = (value: string | undefined) => (value && tokenPattern.test(value) ? value : null);
	return { sessionToken: valid(cookies[sessionCookie]), browser: valid(cookies[browserCookie]) };
}

/** HttpOnly: scripts never see it. Lax: a link from a message still finds the person signed in. */
function options(isSecure: boolean, maxAge: number) {
	return { path: '/', httpOnly: true, sameSite: 'Lax', secure: isSecure, maxAge } as const;
}

export function sessionCookieHeader(token: string | null, isSecure: boolean): string {
	return serialize(sessionCookie, token ?? '', options(isSecure, token === null ? 0 : sessionSeconds));
}

export function browserCookieHeader(value: string, isSecure: boolean): string {
	return serialize(browserCookie, value, options(isSecure, browserSeconds));
}
