import { expect, it } from 'vitest';
import { uploadWire } from '#lib/transport/upload-wire.ts';

const file = { hash: 'a'.repeat(64), size: 10, sentBytes: 0 };
const bytes = new Uint8Array([1, 2, 3]);

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
	const calls: { url: string; init: RequestInit }[] = [];
	const wire = uploadWire({
		fetch: (async (url: string, init: RequestInit) => {
			calls.push({ url, init });
			const text = typeof body === 'string' ? body : JSON.stringify(body);
			const type = typeof body === 'string' ? 'text/html' : 'application/json';
			return new Response(text, { status, headers: { 'content-type': type, ...headers } });
		}) as typeof fetch,
	});
	return { wire, calls };
}

it('says where a piece begins and how long the file is, and sends the bytes as they are', async () => {
	const { wire, calls } = answering(200, { offset: 7, isStored: false }, { 'upload-line': 'fresh' });
	expect(await wire.append(file, 4, bytes)).toEqual({
		ok: true,
		value: { offset: 7, isStored: false, isFreshLine: true },
	});
	const headers = new Headers(calls[0]!.init.headers);
	expect(headers.get('upload-offset')).toBe('4');
	expect(headers.get('upload-length')).toBe('10');
	expect(headers.get('content-encoding')).toBeNull();
	expect(calls[0]!.init.body).toEqual(bytes);
	expect(calls[0]!.url).toBe(`/api/documents/${file.hash}`);
});

it('a refusal keeps its code and the offset that the server expects', async () => {
	const data = { code: 'document.offset-differs', httpStatus: 409, expected: 0 };
	const { wire } = answering(409, { error: { message: 'x', code: -32600, data } });
	expect(await wire.state(file)).toEqual({
		ok: false,
		error: { code: 'document.offset-differs', expected: 0 },
	});
});

it.each([
	['a login page with status 200', 200, '<html>校园网登录</html>', 'network.captive-portal'],
	['somebody else’s JSON', 200, { ok: true }, 'network.captive-portal'],
	['a proxy that takes no long bodies', 413, '<html>413</html>', 'server.unavailable'],
	['a code of a newer server', 400, { error: { data: { code: 'document.moon' } } }, 'server.unavailable'],
])('%s', async (_, status, body, code) => {
	const { wire } = answering(status, body);
	expect(await wire.append(file, 0, bytes)).toEqual({ ok: false, error: { code } });
});

it('a line that breaks is a refusal, and never a rejection', async () => {
	const wire = uploadWire({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
	expect(await wire.append(file, 0, bytes)).toEqual({ ok: false, error: { code: 'network.offline' } });
});
