/** A statement goes up as it is: bytes, no form. Clerks only; `docs/ports.md` says what it holds. */
import type { Context, Hono } from 'hono';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Services } from '#server/usecase/ports.ts';
import type { OpenStatementFile } from '#server/usecase/statement/ports.ts';
import { takeStatement } from '#server/usecase/statement/take-statement.usecase.ts';
import type { HttpEnv } from './fresh-line.ts';
import { refusalReply } from './refusal-reply.ts';
import { readBytes } from './request-body.ts';
import { sameSiteRefusal } from './same-site.ts';
import { requireSignedIn } from './signed-in.ts';

/** A statement of 50,000 rows has about six million. */
const maxBytes = 20_000_000;

const route = '/api/statements';

export function statementRoutes(
	app: Hono<HttpEnv>,
	{ services, publicUrl, open }: { services: Services; publicUrl: string; open: OpenStatementFile },
): void {
	// One at a time: reading one is work, and there is one a day.
	let isReading = false;
	const take = async (c: Context<HttpEnv>): Promise<Response> => {
		const actor = await requireSignedIn(services, c.req.raw, `POST ${route}`);
		const refusal = sameSiteRefusal(c.req.raw, publicUrl);
		if (refusal) throw new RefusalError(refusal);
		// A form of another site cannot send this type.
		if (c.req.header('content-type') !== 'application/octet-stream') {
			throw new RefusalError({ code: 'request.malformed', path: 'content-type' });
		}
		if (isReading) throw new RefusalError({ code: 'server.unavailable', retryAfterSeconds: 5 });
		isReading = true;
		try {
			const bytes = await readBytes(c.req.raw, maxBytes);
			return c.json(await takeStatement({ services, actor, bytes, open }));
		} finally {
			isReading = false;
		}
	};
	app.post(route, async (c) => {
		c.set('route', route);
		try {
			return await take(c);
		} catch (error) {
			if (error instanceof RefusalError) return refusalReply(error.refusal);
			throw error;
		}
	});
}
