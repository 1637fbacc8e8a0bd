/** A table goes up as it is: bytes, no form; who may is said by the table of access. */
import type { Context, Hono } from 'hono';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Door } from '#server/router/access.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import type { Services } from '#server/usecase/ports.ts';
import type { HttpEnv } from './fresh-line.ts';
import { refusalReply } from './refusal-reply.ts';
import { readBytes } from './request-body.ts';
import { sameSiteRefusal } from './same-site.ts';
import { requireSignedIn } from './signed-in.ts';

/** A table of 50,000 rows has about six million. */
const maxBytes = 20_000_000;

interface SheetUpload {
	services: Services;
	publicUrl: string;
	door: Door & `POST ${string}`;
	/** Each is held whole. */
	mostAtOnce: number;
	take(actor: AccountActor, bytes: Uint8Array<ArrayBuffer>): Promise<object>;
}

export function sheetUpload(app: Hono<HttpEnv>, upload: SheetUpload): void {
	const { services, publicUrl, door, mostAtOnce } = upload;
	const route = door.slice('POST '.length);
	let coming = 0;
	const take = async (c: Context<HttpEnv>): Promise<Response> => {
		const actor = await requireSignedIn(services, c.req.raw, door);
		const refusal = sameSiteRefusal(c.req.raw, publicUrl);
		if (refusal) throw new RefusalError(refusal);
		// A form of another site cannot send this type.
		if (c.req.header('content-type') !== 'application/octet-stream') {
			throw new RefusalError({ code: 'request.malformed', path: 'content-type' });
		}
		if (coming >= mostAtOnce) throw new RefusalError({ code: 'server.unavailable', retryAfterSeconds: 5 });
		coming += 1;
		try {
			return c.json(await upload.take(actor, await readBytes(c.req.raw, maxBytes)));
		} finally {
			coming -= 1;
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
