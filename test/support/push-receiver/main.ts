/**
 * A browser and its push service in one process: makes subscriptions, takes pushes (RFC 8030), checks who sent them
 * (RFC 8292) and decrypts them (RFC 8291), in code of its own, so that it does not share the sender's mistakes.
 */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

const browsers = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer; received: object[] }>();

const info = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const hkdf = (key: Buffer, salt: Buffer, text: Buffer, length: number) =>
	Buffer.from(hkdfSync('sha256', key, salt, text, length));

/** `aes128gcm`: salt (16), record size (4), length of the key id (1), the sender's key, one record. */
function decrypt(
	body: Buffer,
	{ ecdh, auth }: { ecdh: ReturnType<typeof createECDH>; auth: Buffer },
): string {
	const salt = body.subarray(0, 16);
	const sender = body.subarray(21, 21 + body[20]!);
	const record = body.subarray(21 + body[20]!);
	const shared = ecdh.computeSecret(sender);
	const secret = hkdf(shared, auth, info('WebPush: info\0', ecdh.getPublicKey(), sender), 32);
	const key = hkdf(secret, salt, info('Content-Encoding: aes128gcm\0'), 16);
	const nonce = hkdf(secret, salt, info('Content-Encoding: nonce\0'), 12);
	const decipher = createDecipheriv('aes-128-gcm', key, nonce);
	decipher.setAuthTag(record.subarray(-16));
	const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
	return plain.subarray(0, plain.lastIndexOf(2)).toString();
}

/** Null where it was meant for another browser. */
function readable(...of: Parameters<typeof decrypt>): string | null {
	try {
		return decrypt(...of);
	} catch {
		return null;
	}
}

/** Who sent it, once its signature holds; null where it does not. */
function sender(authorization: string): { claims: unknown; key: string } | null {
	const [, token, key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
	const [head, claims, signature] = token?.split('.') ?? [];
	if (!head || !claims || !signature || !key) return null;
	const point = Buffer.from(key, 'base64url');
	const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(point, 1), y: coordinate(point, 33) };
	const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
	const isGenuine = verify(
		'sha256',
		Buffer.from(`${head}.${claims}`),
		{ key: publicKey, dsaEncoding: 'ieee-p1363' },
		Buffer.from(signature, 'base64url'),
	);
	return isGenuine ? { claims: JSON.parse(Buffer.from(claims, 'base64url').toString()), key } : null;
}
const coordinate = (point: Buffer, from: number) => point.subarray(from, from + 32).toString('base64url');

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of request) parts.push(part as Buffer);
	return Buffer.concat(parts);
}

function subscribe(origin: string, way: string) {
	const ecdh = createECDH('prime256v1');
	ecdh.generateKeys();
	const [id, auth] = [randomBytes(8).toString('hex'), randomBytes(16)];
	browsers.set(id, { ecdh, auth, received: [] });
	const keys = { p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') };
	return { id, endpoint: `${origin}/${way}/${id}`, ...keys };
}

const statusByWay: Record<string, number> = {
	push: 201,
	gone: 410,
	unknown: 404,
	silent: 503,
	elsewhere: 307,
};

const server = createServer(async (request, response) => {
	const [, way = '', id = ''] = (request.url ?? '').split('/');
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const answer = (value: unknown) => response.end(JSON.stringify(value));
	if (way === 'subscriptions') return answer(subscribe(origin, id));
	const browser = browsers.get(id);
	if (!browser) return response.writeHead(404).end();
	if (request.method === 'GET') return answer(browser.received);
	const body = await bodyOf(request);
	const { authorization = '', ttl, topic, 'content-encoding': encoding } = request.headers;
	const status = statusByWay[way] ?? 404;
	const payload = readable(body, browser);
	browser.received.push({ payload, status, ttl, topic, encoding, sender: sender(authorization) });
	response.writeHead(status, status === 307 ? { location: `${origin}/push/${id}` } : {}).end();
});
server.listen(0, '127.0.0.1', () => {
	process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
