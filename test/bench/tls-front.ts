/** What a TLS proxy in production is to a browser: HTTP/2 with a certificate, everything else as the app answers it. */
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import {
	createSecureServer,
	type Http2SecureServer,
	type IncomingHttpHeaders,
	type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Headers of one connection, which HTTP/2 does not know. */
const ofConnection = /^(connection|keep-alive|transfer-encoding|upgrade|proxy-connection|http2-settings)$/;

export interface TlsFront {
	port: number;
	/** Chromium's flag that trusts this certificate and no other. */
	trust: string;
	/** Requests since the last reset, by path. */
	asked: string[];
	close(): Promise<void>;
}

function selfSigned(): { key: string; cert: string } {
	const folder = mkdtempSync(path.join(tmpdir(), 'campuscover-tls-'));
	const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name)) as [string, string];
	const what = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost';
	const names = 'subjectAltName=DNS:localhost';
	execFileSync('openssl', ['req', ...what.split(' '), '-addext', names, '-keyout', key, '-out', cert], {
		stdio: 'ignore',
	});
	const pair = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
	rmSync(folder, { recursive: true, force: true });
	return pair;
}

function passOn(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, port: number): void {
	const plain = Object.entries(headers).filter(([name]) => !name.startsWith(':'));
	const asked = request(
		{
			port,
			host: '127.0.0.1',
			method: headers[':method'],
			path: headers[':path'],
			headers: { ...Object.fromEntries(plain), host: headers[':authority'] },
		},
		(answer) => {
			if (stream.destroyed) return;
			const kept = Object.entries(answer.headers).filter(([name]) => !ofConnection.test(name));
			stream.respond({ ':status': answer.statusCode, ...Object.fromEntries(kept) });
			answer.pipe(stream);
		},
	);
	asked.on('error', () => stream.destroy());
	stream.on('error', () => asked.destroy());
	stream.on('aborted', () => asked.destroy());
	stream.pipe(asked);
}

export async function startTlsFront(appPort: number): Promise<TlsFront> {
	const pair = selfSigned();
	const server: Http2SecureServer = createSecureServer(pair);
	const asked: string[] = [];
	const sessions = new Set<{ destroy(): void }>();
	server.on('session', (session) => {
		sessions.add(session);
		session.on('close', () => sessions.delete(session));
		session.on('error', () => sessions.delete(session));
	});
	server.on('stream', (stream, headers) => {
		asked.push(String(headers[':path']));
		passOn(stream, headers, appPort);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const key = new X509Certificate(pair.cert).publicKey.export({ type: 'spki', format: 'der' });
	return {
		port: (server.address() as AddressInfo).port,
		trust: `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`,
		asked,
		close: () => {
			for (const session of sessions) session.destroy();
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}
