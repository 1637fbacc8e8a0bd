/*
 * One HTTP call to our own server, under suspicion: on a student's network the answer may come from a login
 * page, a broken proxy, or nobody. Whatever is not our server's JSON becomes a RefusalError here.
 */
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { utf8 } from '#shared/std/bytes.ts';

/** Below this a compressed body is hardly smaller than its own header. */
const gzipFromBytes = 1024;

export interface WireInit {
	method?: string;
	body?: unknown;
	headers?: HeadersInit;
	signal?: AbortSignal | null;
}

export interface WireOptions {
	timeoutMs: number;
	fetch?: typeof fetch;
}

/** An answer of ours, read to its end. */
export interface WireReply {
	ok: boolean;
	status: number;
	json(): Promise<unknown>;
	header(name: string): string | null;
}

/**
 * Rejects with RefusalError only: `network.offline`, `network.timeout`, `network.captive-portal`,
 * `request.too-many`, `server.unavailable`. A refusal in our server's own JSON is a reply like any other.
 */
export async function wireFetch(url: string, init: WireInit, options: WireOptions): Promise<WireReply> {
	const method = init.method ?? 'GET';
	const abort = new AbortController();
	let isLate = false;
	const timer = setTimeout(() => {
		isLate = true;
		abort.abort();
	}, options.timeoutMs);
	const onAbort = () => abort.abort();
	init.signal?.addEventListener('abort', onAbort);
	if (init.signal?.aborted) abort.abort();
	try {
		const packed = await pack(init);
		const send = options.fetch ?? fetch;
		const response = await send(url, {
			method,
			credentials: 'same-origin',
			// A POST is never answered from a cache, and saying so costs two headers on every call.
			...(method === 'GET' ? { cache: 'no-store' as const } : {}),
			// Our API never redirects: a redirect is somebody in between, and following it would hide that.
			redirect: 'manual',
			signal: abort.signal,
			...packed,
		});
		return await readReply(response);
	} catch (error) {
		if (error instanceof RefusalError) throw error;
		throw new RefusalError({ code: isLate ? 'network.timeout' : 'network.offline' });
	} finally {
		clearTimeout(timer);
		init.signal?.removeEventListener('abort', onAbort);
	}
}

async function pack(init: WireInit): Promise<{ headers: Headers; body?: BodyInit }> {
	const headers = new Headers(init.headers);
	// Photos are as small as they get.
	if (init.body instanceof Uint8Array) return { headers, body: init.body as Uint8Array<ArrayBuffer> };
	if (typeof init.body !== 'string') return { headers };
	const bytes = utf8(init.body);
	if (bytes.length < gzipFromBytes || typeof CompressionStream === 'undefined') {
		return { headers, body: init.body };
	}
	const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
	headers.set('content-encoding', 'gzip');
	// Read whole: a streamed request body is not sent over HTTP/1.1.
	return { headers, body: await new Response(stream).arrayBuffer() };
}

async function readReply(response: Response): Promise<WireReply> {
	const isOther = response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
	if (isOther || response.status === 511) throw new RefusalError({ code: 'network.captive-portal' });
	const isJson = (response.headers.get('content-type') ?? '').toLowerCase().includes('application/json');
	if (!isJson) throw new RefusalError(refusalOfForeign(response));
	const text = await response.text();
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new RefusalError({ code: 'server.unavailable' });
	}
	if (!response.ok && !isOurRefusal(value)) throw new RefusalError(refusalOfForeign(response));
	return {
		ok: response.ok,
		status: response.status,
		json: async () => value,
		header: (name) => response.headers.get(name),
	};
}

/** Every refusal of our server has a code of its own; a proxy's JSON has none. */
function isOurRefusal(value: unknown): boolean {
	const { error } = (value ?? {}) as { error?: { data?: { code?: unknown } } };
	return typeof error?.data?.code === 'string';
}

/** What an answer that is not our server's means: our proxy in trouble, or a page of somebody else. */
function refusalOfForeign(response: Response): Refusal {
	const retryAfterSeconds = retryAfterOf(response);
	const refusal = (code: ErrorCode): Refusal => ({
		code,
		...(retryAfterSeconds ? { retryAfterSeconds } : {}),
	});
	if (response.status === 429) return refusal('request.too-many');
	if (response.status === 408 || response.status === 413 || response.status >= 500) {
		return refusal('server.unavailable');
	}
	return { code: 'network.captive-portal' };
}

function retryAfterOf(response: Response): number | undefined {
	const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
	return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}
