import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { TRPCError } from '@trpc/server';
import type { Context } from 'hono';
import { maxExchangeBytes } from '#shared/protocol/exchange.ts';
import { errorStatusByCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { appRouter } from '#server/router/app-router.ts';
import type { Context as RouterContext } from '#server/router/context.ts';
import { refusalOf } from '#server/router/refusal-to-trpc.ts';
import { findSession } from '#server/usecase/account/session.ts';
import { reportBug } from '#server/usecase/bug-report.ts';
import { createPace, type Pace } from '#server/router/pace.ts';
import type { Services } from '#server/usecase/ports.ts';
import { compressedReply } from './compressed-reply.ts';
import { browserCookieHeader, readCookies, sessionCookieHeader } from './cookies.ts';
import { isNestedDeeperThan } from './json-nesting.ts';
import { refusalReply } from './refusal-reply.ts';
import { maxNesting, readJsonText } from './request-body.ts';
import type { HttpVariables } from './request-log.ts';
import { contentTypeRefusal, sameSiteRefusal } from './same-site.ts';

const endpoint = '/api/trpc';
/** Of one account in five minutes: a phone of a person stays far below, with all its tabs. */
const maxExchanges = 1_200;

interface TrpcHandlerParts {
	services: Services;
	publicUrl: string;
	isProduction: boolean;
	/** The caller's network address, as far as our own proxies vouch for it. */
	addressOf(c: Context): string;
	exchangePace: Pace;
}

/** Everything of tRPC over HTTP: guards first, then the router; replies compressed. */
export function trpcHandler(given: Omit<TrpcHandlerParts, 'exchangePace'>) {
	const parts = { ...given, exchangePace: createPace(given.services.clock, maxExchanges) };
	return async (c: Context<{ Variables: HttpVariables }>): Promise<Response> => {
		c.set('route', routeOf(c.req.path));
		try {
			const request = await guardedRequest(c.req.raw, parts.publicUrl);
			return await compressedReply(c.req.raw, await call(parts, c, request));
		} catch (error) {
			if (error instanceof RefusalError) return refusalReply(error.refusal);
			throw error;
		}
	};
}

/** The request with its body checked and inflated. Throws RefusalError. */
async function guardedRequest(request: Request, publicUrl: string): Promise<Request> {
	if (request.method === 'GET') {
		const input = new URL(request.url).searchParams.get('input') ?? '';
		if (isNestedDeeperThan(input, maxNesting)) throw new RefusalError({ code: 'request.malformed' });
		return request;
	}
	const refusal = sameSiteRefusal(request, publicUrl) ?? contentTypeRefusal(request);
	if (refusal) throw new RefusalError(refusal);
	const body = await readJsonText(request, maxExchangeBytes);
	return asJsonRequest(request, body);
}

const jsonOnly = new Headers({ 'content-type': 'application/json' });

/** As much of a request as tRPC asks a call in JSON for: a real one, with its body as a stream, takes longer than the call's own parsing. */
function asJsonRequest({ url, method }: Request, body: string): Request {
	const { signal } = new AbortController();
	const asked: Pick<Request, 'url' | 'method' | 'headers' | 'signal' | 'text'> = {
		...{ url, method, signal },
		headers: jsonOnly,
		text: async () => body,
	};
	return asked as Request;
}

async function call(
	parts: TrpcHandlerParts,
	c: Context<{ Variables: HttpVariables }>,
	request: Request,
): Promise<Response> {
	const cookies: string[] = [];
	const context = await createContext(parts, c, cookies);
	const reply = await fetchRequestHandler({
		endpoint,
		req: request,
		router: appRouter,
		createContext: () => context,
		allowBatching: false,
		responseMeta: ({ errors }) => (errors[0] ? { status: statusOf(errors[0]) } : {}),
		onError: ({ error, path }) => logBug(parts.services, c.get('requestId'), path, error),
	});
	for (const cookie of cookies) reply.headers.append('set-cookie', cookie);
	return reply;
}

async function createContext(
	{ services, isProduction, addressOf, exchangePace }: TrpcHandlerParts,
	c: Context<{ Variables: HttpVariables }>,
	cookies: string[],
): Promise<RouterContext> {
	const { sessionToken, browser } = readCookies(c.req.raw);
	const open = sessionToken === null ? null : await findSession(services, sessionToken);
	if (open?.renewed) cookies.push(sessionCookieHeader(sessionToken, isProduction));
	return {
		services,
		exchangePace,
		actor: open ? open.actor : { kind: 'anonymous' },
		session: open && { tokenHash: open.tokenHash, needsSecondFactor: open.needsSecondFactor },
		request: {
			caller: { address: addressOf(c), browser },
			setSessionToken: (token) => cookies.push(sessionCookieHeader(token, isProduction)),
			setBrowser: (value) => cookies.push(browserCookieHeader(value, isProduction)),
		},
	};
}

function statusOf(error: TRPCError): number {
	return errorStatusByCode[refusalOf(error).code] || 500;
}

/** Only names that the router knows: a caller can type anything into an address. */
function routeOf(path: string): string {
	const known = Object.keys(appRouter._def.procedures);
	const names = path.slice(endpoint.length + 1).split(',');
	return `${endpoint}/${names.map((name) => (known.includes(name) ? name : '?')).join(',')}`.slice(0, 300);
}

function logBug(services: Services, requestId: string, path: string | undefined, error: TRPCError): void {
	if (refusalOf(error).code !== 'server.bug') return;
	reportBug(services.logger, error.cause ?? error, { requestId, path });
}
