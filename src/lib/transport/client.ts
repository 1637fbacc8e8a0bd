import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '#server/router/app-router.ts';
import { wireFetch, type WireInit } from './wire-fetch.ts';

export type Client = TRPCClient<AppRouter>;

/** Long enough for a megabyte on a dormitory's evening network, and within the engine's lease. */
const exchangeTimeoutMs = 45_000;
const callTimeoutMs = 15_000;

/** The typed client. One call, one request: answers are small, and one slow call must not hold up others. */
export function createClient(options: { url?: string; fetch?: typeof fetch } = {}): Client {
	return createTRPCClient<AppRouter>({
		links: [
			httpLink({
				url: options.url ?? '/api/trpc',
				fetch: (url, init) =>
					wireFetch(String(url), (init ?? {}) as WireInit, {
						timeoutMs: String(url).includes('sync.exchange') ? exchangeTimeoutMs : callTimeoutMs,
						fetch: options.fetch,
					}),
			}),
		],
	});
}
