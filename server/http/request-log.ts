import type { MiddlewareHandler } from 'hono';
import type { LoggerPort } from '#server/usecase/ports.ts';

/** Values that a handler leaves for the log and for replies. */
export interface HttpVariables {
	requestId: string;
	/** The route's pattern or the procedure's name: nothing that a caller typed. */
	route: string;
	/** No request came by this one's connection before. */
	isFreshLine: boolean;
	/** A stricter policy than other answers of the API have. */
	contentSecurityPolicy?: string;
}

/**
 * One line for each request: method, route, status, time taken, the request's id. Never the address, the
 * query, a body or a header: each may name a person.
 */
export function requestLog(
	logger: LoggerPort,
	clock: { nowMs(): number },
): MiddlewareHandler<{ Variables: HttpVariables }> {
	return async (c, next) => {
		const fromMs = clock.nowMs();
		c.set('requestId', crypto.randomUUID());
		c.set('route', 'static');
		await next();
		c.res.headers.set('x-request-id', c.get('requestId'));
		const { method } = c.req;
		const status = c.res.status;
		logger.info(
			{ method, route: c.get('route'), status, ms: clock.nowMs() - fromMs, requestId: c.get('requestId') },
			'request',
		);
	};
}
