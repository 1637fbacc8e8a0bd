/** Papers as PDF: saved, never opened in place, and with an origin of their own that can do nothing. */
import type { Context, Hono } from 'hono';
import { RefusalError } from '#shared/errors/error-codes.ts';
import { idPattern } from '#shared/std/id.ts';
import { findSession } from '#server/usecase/account/session.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readLetter } from '#server/usecase/paper/read-letter.usecase.ts';
import { readReceipt } from '#server/usecase/paper/read-receipt.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { createPace } from '#server/router/pace.ts';
import { readCookies } from './cookies.ts';
import type { HttpEnv } from './fresh-line.ts';
import { refusalReply } from './refusal-reply.ts';

/** Of one account in five minutes: each is drawn anew. */
const maxPapers = 60;

export function paperRoutes(
	app: Hono<HttpEnv>,
	{ services, publicUrl }: { services: Services; publicUrl: string },
): void {
	const pace = createPace(services.clock, maxPapers);
	const give = (
		route: string,
		name: string,
		draw: (actor: AccountActor, id: string) => Promise<Uint8Array>,
	) =>
		app.get(route, async (c: Context<HttpEnv>) => {
			c.set('route', route);
			try {
				const { sessionToken } = readCookies(c.req.raw);
				const session = sessionToken === null ? null : await findSession(services, sessionToken);
				if (!session) throw new RefusalError({ code: 'auth.required' });
				const id = c.req.param('id') ?? '';
				if (!idPattern.test(id)) throw new RefusalError({ code: 'request.not-found' });
				const retryAfterSeconds = pace.take(session.actor.accountId);
				if (retryAfterSeconds !== null) {
					throw new RefusalError({ code: 'request.too-many', retryAfterSeconds });
				}
				const bytes = await draw(session.actor, id);
				c.set('contentSecurityPolicy', "default-src 'none'; frame-ancestors 'none'; sandbox");
				return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: headersOf(name) });
			} catch (error) {
				if (error instanceof RefusalError) return refusalReply(error.refusal);
				throw error;
			}
		});
	give('/api/papers/receipts/:id', 'receipt', (actor, orderId) =>
		readReceipt({ services, actor, orderId, publicUrl }),
	);
	give('/api/papers/letters/:id', 'letter', (actor, enrollmentId) =>
		readLetter({ services, actor, enrollmentId }),
	);
}

function headersOf(name: string): Record<string, string> {
	return {
		'content-type': 'application/pdf',
		'content-disposition': `attachment; filename="${name}.pdf"`,
		'cache-control': 'private, no-store',
		'x-content-type-options': 'nosniff',
	};
}
