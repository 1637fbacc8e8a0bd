import type { IncomingMessage } from 'node:http';
import type { MiddlewareHandler } from 'hono';
import type { HttpVariables } from './request-log.ts';

export interface HttpEnv {
	Variables: HttpVariables;
	/** The request as Node has it. */
	Bindings: { incoming?: IncomingMessage };
}

/** Tells handlers whether their request is the first that came by its connection. */
export function freshLine(): MiddlewareHandler<HttpEnv> {
	const seen = new WeakSet<object>();
	return async (c, next) => {
		// An app that is called without a socket, as tests do, has no line at all.
		const socket = c.env?.incoming?.socket;
		c.set('isFreshLine', socket !== undefined && !seen.has(socket));
		if (socket) seen.add(socket);
		await next();
	};
}
