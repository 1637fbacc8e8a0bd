/**
 * Guards calls that change something against pages of other sites. Browsers of today say where a request
 * comes from (Sec-Fetch-Site); older ones at least name the page's origin. A caller that says neither is no
 * browser, and has no cookie that somebody else's page could use.
 */
import type { Refusal } from '#shared/errors/refusal.ts';

export function sameSiteRefusal(request: Request, publicUrl: string): Refusal | null {
	const site = request.headers.get('sec-fetch-site');
	if (site !== null) return site === 'same-origin' || site === 'none' ? null : { code: 'request.cross-site' };
	const origin = request.headers.get('origin');
	if (origin === null) return null;
	const own = [new URL(publicUrl).host, request.headers.get('host')];
	return URL.canParse(origin) && own.includes(new URL(origin).host) ? null : { code: 'request.cross-site' };
}

/** A form of another site can send text or form data without asking, but not JSON. */
export function contentTypeRefusal(request: Request): Refusal | null {
	const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
	return type === 'application/json' ? null : { code: 'request.malformed', path: 'content-type' };
}
