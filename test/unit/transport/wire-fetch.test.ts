import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wireFetch } from '#lib/transport/wire-fetch.ts';

const open: Server[] = [];
afterEach(() => {
	for (const server of open.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

/** A real server on a port of its own; answers as told. */
async function serving(
	answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
	const server = createServer(answer);
	open.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
}

const html = '<html><title>Wi-Fi login</title></html>';
const call = (url: string, body?: string, timeoutMs = 2000) =>
	wireFetch(url, { method: 'POST', body }, { timeoutMs });

test("reads our server's JSON, refusals too", async () => {
	const url = await serving((_, response) => {
		response.writeHead(409, { 'content-type': 'application/json' });
		response.end('{"error":{"data":{"code":"x"}}}');
	});
	const reply = await call(url, '{}');
	expect([reply.ok, reply.status, await reply.json()]).toEqual([
		false,
		409,
		{ error: { data: { code: 'x' } } },
	]);
});

test.each([
	['a login page', 200, { 'content-type': 'text/html' }, html, 'network.captive-portal'],
	['a redirect to elsewhere', 302, { location: 'http://login.example/' }, '', 'network.captive-portal'],
	['network authentication required', 511, { 'content-type': 'text/html' }, html, 'network.captive-portal'],
	['an error page of a proxy', 502, { 'content-type': 'text/html' }, html, 'server.unavailable'],
	['a limit of a proxy', 429, { 'content-type': 'text/plain' }, 'slow', 'request.too-many'],
	['half a reply', 200, { 'content-type': 'application/json' }, '{"result":{"da', 'server.unavailable'],
])('%s is told apart', async (_what, status, headers, body, code) => {
	const url = await serving((_, response) => {
		response.writeHead(status, headers);
		response.end(body);
	});
	await expect(call(url, '{}')).rejects.toMatchObject({ refusal: { code } });
});

test('keeps the time that a busy server names', async () => {
	const url = await serving((_, response) => {
		response.writeHead(503, { 'retry-after': '30' });
		response.end();
	});
	const refusal = { code: 'server.unavailable', retryAfterSeconds: 30 };
	await expect(call(url, '{}')).rejects.toMatchObject({ refusal });
});

test('nobody there is offline, and silence is a timeout', async () => {
	const silent = await serving(() => undefined);
	await expect(call(silent, '{}', 100)).rejects.toMatchObject({ refusal: { code: 'network.timeout' } });
	await expect(call('http://127.0.0.1:9/api', '{}')).rejects.toMatchObject({
		refusal: { code: 'network.offline' },
	});
});

test('a reply that breaks off is offline', async () => {
	const url = await serving((_, response) => {
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
		response.write('{"half":');
		setTimeout(() => response.destroy(), 20);
	});
	await expect(call(url, '{}')).rejects.toMatchObject({ refusal: { code: 'network.offline' } });
});

test('a long body goes compressed, a short one as it is', async () => {
	const seen: { encoding: string | undefined; text: string }[] = [];
	const url = await serving((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const encoding = request.headers['content-encoding'];
			const bytes = Buffer.concat(parts);
			seen.push({ encoding, text: (encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString() });
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end('{}');
		});
	});
	const long = JSON.stringify({ text: '医保'.repeat(1000) });
	await call(url, '{"a":1}');
	await call(url, long);
	expect(seen).toEqual([
		{ encoding: undefined, text: '{"a":1}' },
		{ encoding: 'gzip', text: long },
	]);
});
