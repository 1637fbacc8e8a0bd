import type { MiddlewareHandler } from 'hono';
import type { HttpVariables } from './request-log.ts';

/** The pages' own policy is in their meta tag, with the hashes of the build; this is what a meta tag cannot say. */
const always = {
	'content-security-policy': "frame-ancestors 'none'",
	'x-frame-options': 'DENY',
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'permissions-policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
	'cross-origin-opener-policy': 'same-origin',
	'cross-origin-resource-policy': 'same-origin',
};

export function securityHeaders({
	isProduction,
}: {
	isProduction: boolean;
}): MiddlewareHandler<{ Variables: HttpVariables }> {
	return async (c, next) => {
		await next();
		for (const [name, value] of Object.entries(always)) c.res.headers.set(name, value);
		if (isProduction) c.res.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
		if (c.req.path.startsWith('/api/')) {
			const own = c.get('contentSecurityPolicy') ?? "default-src 'none'; frame-ancestors 'none'";
			c.res.headers.set('content-security-policy', own);
			if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store');
		}
	};
}
