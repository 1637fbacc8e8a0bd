/** Files over HTTP: `shared/protocol/document.ts` says how they go up and come down. */
import type { Context, Hono } from 'hono';
import { sha256Pattern } from '#shared/std/hash.ts';
import { idPattern } from '#shared/std/id.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { lengthHeader, lineHeader, offsetHeader } from '#shared/protocol/document.ts';
import type { AccountActor } from '#server/usecase/actor.ts';
import { appendToDocument, uploadStateOf } from '#server/usecase/document/append-to-document.usecase.ts';
import { readDocument } from '#server/usecase/document/read-document.usecase.ts';
import type { OpenedDocument } from '#server/usecase/document/open-stored.ts';
import { readFeedbackPicture } from '#server/usecase/feedback/read-picture.usecase.ts';
import { readScan } from '#server/usecase/outcome/read-scan.usecase.ts';
import type { Services } from '#server/usecase/ports.ts';
import type { Door } from '#server/router/access.ts';
import { createPace } from '#server/router/pace.ts';
import { downloadHeaders, sandboxed } from './download-headers.ts';
import type { HttpEnv } from './fresh-line.ts';
import { incomingBody, type IncomingBody } from './incoming-body.ts';
import { refusalReply } from './refusal-reply.ts';
import { sameSiteRefusal } from './same-site.ts';
import { requireSignedIn } from './signed-in.ts';

/** Of one account in five minutes: a phone on the best network, sending its smallest pieces, stays below. */
const maxCalls = 15_000;
/** Bodies taken at one time by this server; each holds at most 256 KiB, and a whole file (10 MB) once while it is hashed. */
const maxBodies = 32;
const maxBodiesOfAccount = 6;

type Handler = (c: Context<HttpEnv>, actor: AccountActor) => Promise<Response>;

export function documentRoutes(
	app: Hono<HttpEnv>,
	{ services, publicUrl, trustedProxies }: { services: Services; publicUrl: string; trustedProxies: number },
): void {
	const pace = createPace(services.clock, maxCalls);
	const open = openBodies();

	const signedIn =
		(door: Door, handle: Handler) =>
		async (c: Context<HttpEnv>): Promise<Response> => {
			c.set('route', door.slice(door.indexOf('/')));
			try {
				const actor = await requireSignedIn(services, c.req.raw, door);
				const retryAfterSeconds = pace.take(actor.accountId);
				if (retryAfterSeconds !== null) {
					throw new RefusalError({ code: 'request.too-many', retryAfterSeconds });
				}
				return await handle(c, actor);
			} catch (error) {
				if (error instanceof RefusalError) return closing(c, refusalReply(error.refusal));
				throw error;
			}
		};

	/** Behind each answer the connection ends, so that the next body goes out on one of its own (`lineHeader`). */
	const closing = (c: Context<HttpEnv>, reply: Response): Response => {
		if (trustedProxies > 0) return reply;
		reply.headers.set('connection', 'close');
		reply.headers.set(lineHeader, c.get('isFreshLine') ? 'fresh' : 'used');
		return reply;
	};

	const upload = '/api/documents/:hash';
	app.get(
		upload,
		signedIn(`GET ${upload}`, async (c, actor) => {
			const call = { services, actor, hash: hashOf(c), length: numberOf(c, lengthHeader) };
			return closing(c, c.json(await uploadStateOf(call)));
		}),
	);
	const takeBody = (body: IncomingBody) =>
		signedIn(`POST ${upload}`, async (c, actor) => {
			const refusal = sameSiteRefusal(c.req.raw, publicUrl);
			if (refusal) throw new RefusalError(refusal);
			// A form of another site cannot send this type.
			if (c.req.header('content-type') !== 'application/octet-stream') malformed('content-type');
			const call = { services, actor, hash: hashOf(c), length: numberOf(c, lengthHeader) };
			const offset = numberOf(c, offsetHeader);
			const end = open.begin(actor.accountId);
			try {
				return closing(c, c.json(await appendToDocument({ ...call, offset, body })));
			} finally {
				end();
			}
		});
	app.post(upload, async (c) => {
		const incoming = c.env?.incoming;
		if (!incoming) throw new Error('bodies are read from the socket');
		const body = incomingBody(incoming);
		try {
			return await takeBody(body)(c);
		} finally {
			body.close();
		}
	});
	downloadRoutes(app, services, signedIn);
}

function downloadRoutes(
	app: Hono<HttpEnv>,
	services: Services,
	signedIn: (door: Door, handle: Handler) => (c: Context<HttpEnv>) => Promise<Response>,
): void {
	const ofClaim = '/api/claims/:claim/documents/:hash';
	app.get(
		ofClaim,
		signedIn(`GET ${ofClaim}`, async (c, actor) => {
			const named = { claimId: idOf(c, 'claim'), hash: hashOf(c) };
			return given(c, await readDocument({ services, actor, ...named }));
		}),
	);
	const ofFeedback = '/api/feedback/:feedback/documents/:hash';
	app.get(
		ofFeedback,
		signedIn(`GET ${ofFeedback}`, async (c, actor) => {
			const named = { feedbackId: idOf(c, 'feedback'), hash: hashOf(c) };
			return given(c, await readFeedbackPicture({ services, actor, ...named }));
		}),
	);
	const ofOutcome = '/api/outcomes/:student/documents/:hash';
	app.get(
		ofOutcome,
		signedIn(`GET ${ofOutcome}`, async (c, actor) => {
			const named = { studentId: idOf(c, 'student'), hash: hashOf(c) };
			return given(c, await readScan({ services, actor, ...named }));
		}),
	);
}

function given(c: Context<HttpEnv>, { type, size, bytes }: OpenedDocument): Response {
	c.set('contentSecurityPolicy', sandboxed);
	const headers = downloadHeaders(type, `document.${type.replace(/^.*\//, '')}`);
	return new Response(bytes, { headers: { ...headers, 'content-length': String(size) } });
}

function idOf(c: Context<HttpEnv>, name: string): string {
	const id = c.req.param(name) ?? '';
	if (!idPattern.test(id)) throw new RefusalError({ code: 'request.not-found' });
	return id;
}

function hashOf(c: Context<HttpEnv>): string {
	const hash = c.req.param('hash') ?? '';
	if (!sha256Pattern.test(hash)) throw new RefusalError({ code: 'request.not-found' });
	return hash;
}

function numberOf(c: Context<HttpEnv>, header: string): number {
	const text = c.req.header(header) ?? '';
	if (!/^\d{1,9}$/.test(text)) malformed(header);
	const number = Number(text);
	if (header === lengthHeader && number === 0) malformed(header);
	return number;
}

function malformed(path: string): never {
	throw new RefusalError({ code: 'request.malformed', path });
}

/** Counts bodies under way; refuses with `server.unavailable` what would be too many at once. */
function openBodies(): { begin(accountId: string): () => void } {
	const countByAccount = new Map<string, number>();
	let total = 0;
	return {
		begin(accountId) {
			const own = countByAccount.get(accountId) ?? 0;
			if (total >= maxBodies || own >= maxBodiesOfAccount) {
				throw new RefusalError({ code: 'server.unavailable', retryAfterSeconds: 2 });
			}
			total += 1;
			countByAccount.set(accountId, own + 1);
			return () => {
				total -= 1;
				const left = (countByAccount.get(accountId) ?? 1) - 1;
				if (left > 0) countByAccount.set(accountId, left);
				else countByAccount.delete(accountId);
			};
		},
	};
}
