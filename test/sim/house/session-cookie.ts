import { sessionCookieHeader } from '#server/http/cookies.ts';

const [name] = sessionCookieHeader('token', false).split('=') as [string];

/** The cookie header of a browser that is signed in by this session. */
export const cookieOf = (token: string) => `${name}=${token}`;

/** The session of a request; '' where it has none. */
export function tokenOf(headers: Record<string, string>): string {
	const cookies = (headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
	return cookies.find(([key]) => key === name)?.[1] ?? '';
}
