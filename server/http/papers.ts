/** Papers as PDF: saved, never opened in place, and with an origin of their own that can do nothing. */
import type { Context, Hono } from 'hono';
import { RefusalError } from '#shared/errors/refusal.ts';
import { idPattern } from '#shared/std/id.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { readDecision } from '#server/usecase/paper/read-decision.usecase.ts';
import { readLetter } from '#server/usecase/paper/read-letter.usecase.ts';
import { readReceipt } from '#server/usecase/paper/read-receipt.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import { createPace } from '#server/router/pace.ts';
import { downloadHeaders, sandboxed } from './download-headers.ts';
import type { HttpEnv } from './fresh-line.ts';
import { refusalReply } from './refusal-reply.ts';
import { requireSignedIn } from './signed-in.ts';

/** Of one account in five minutes: each is drawn anew. */
const maxPapers = 60;

export function paperRoutes(
	app: Hono<HttpEnv>,
	{ services, publicUrl }: { services: Services; publicUrl: string },
): void {
	const pace = createPace(services.clock, maxPapers);
	const give = (
		route: '/api/papers/receipts/:id' | '/api/papers/letters/:id' | '/api/papers/decisions/:id',
		name: string,
		draw: (actor: AccountActor, id: string) => Promise<Uint8Array>,
	) =>
		app.get(route, async (c: Context<HttpEnv>) => {
			c.set('route', route);
			try {
				const actor = await requireSignedIn(services, c.req.raw, `GET ${route}`);
				const id = c.req.param('id') ?? '';
				if (!idPattern.test(id)) throw new RefusalError({ code: 'request.not-found' });
				const retryAfterSeconds = pace.take(actor.accountId);
				if (retryAfterSeconds !== null) {
					throw new RefusalError({ code: 'request.too-many', retryAfterSeconds });
				}
				const bytes = await draw(actor, id);
				c.set('contentSecurityPolicy', sandboxed);
				const headers = downloadHeaders('application/pdf', `${name}.pdf`);
				return new Response(bytes as Uint8Array<ArrayBuffer>, { headers });
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
	give('/api/papers/decisions/:id', 'decision', (actor, claimId) =>
		readDecision({ services, actor, claimId, publicUrl }),
	);
}
