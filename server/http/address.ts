import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The caller's network address. Each of our own proxies appends the address that it saw; only as many as
 * there are proxies are believed, since anything before them may be invented.
 */
export function addressReader(trustedProxies: number): (c: Context) => string {
	return (c) => {
		const seen = getConnInfo(c).remote.address ?? 'unknown';
		if (trustedProxies === 0) return seen;
		const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
		return forwarded.at(-trustedProxies) || seen;
	};
}
