import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServerUnderTest, type ServerUnderTest } from '../../support/server-under-test.ts';

const device = '018f0000-0000-7000-8000-0000000000aa';

const builtFiles = {
	'200.html': '<!doctype html><title>shell</title>',
	'service-worker.js': 'self',
	'manifest.webmanifest': '{}',
	'_app/immutable/a.js': 'plain',
	'_app/immutable/a.js.br': 'packed by br',
	'_app/immutable/a.js.gz': 'packed by gzip',
};

describe('what the server delivers', () => {
	const buildDir = mkdtempSync(join(tmpdir(), 'campuscover-build-'));
	let under: ServerUnderTest;
	beforeAll(async () => {
		for (const [name, text] of Object.entries(builtFiles)) {
			mkdirSync(dirname(join(buildDir, name)), { recursive: true });
			writeFileSync(join(buildDir, name), text);
		}
		under = await startServerUnderTest({}, { BUILD_DIR: buildDir });
	});
	afterAll(async () => {
		await under.stop();
		rmSync(buildDir, { recursive: true, force: true });
	});

	const get = (path: string, headers: Record<string, string> = {}) =>
		fetch(under.server.url + path, { headers });

	it('says that it is alive and ready', async () => {
		expect((await get('/healthz')).status).toBe(200);
		expect(await (await get('/readyz')).json()).toEqual({ ready: true, silent: [] });
	});

	it('is not ready when its folder is gone', async () => {
		rmSync(under.dataDir, { recursive: true });
		const reply = await get('/readyz');
		mkdirSync(under.dataDir);
		expect(reply.status).toBe(503);
		expect(await reply.json()).toEqual({ ready: false, silent: ['store'] });
	});

	it('gives the shell for every page, also for a deep link, and asks to check it each time', async () => {
		for (const path of ['/', '/enroll/018f/step', '/start']) {
			const reply = await get(path, { accept: 'text/html,*/*' });
			expect(await reply.text()).toContain('shell');
			expect(reply.headers.get('cache-control')).toBe('no-cache');
			expect(reply.headers.get('content-type')).toContain('text/html');
		}
	});

	it('never gives the shell for a file or for the interface', async () => {
		for (const path of ['/missing.js', '/_app/immutable/gone.js', '/api/none', '/../package.json']) {
			const reply = await get(path, { accept: 'text/html' });
			expect(reply.status).toBe(404);
			expect(await reply.text()).not.toContain('shell');
		}
	});

	it('leads a share that no worker took to the page that says so, and keeps nothing of it', async () => {
		const body = new FormData();
		body.set('files', new File([new Uint8Array(300_000)], '发票.pdf', { type: 'application/pdf' }));
		const reply = await fetch(`${under.server.url}/share`, { method: 'POST', body, redirect: 'manual' });
		expect([reply.status, reply.headers.get('location')]).toEqual([303, '/received?missed']);
		expect((await fetch(`${under.server.url}/elsewhere`, { method: 'POST', body })).status).toBe(404);
	});

	it('lets hashed files be kept for ever, the manifest for a day, and the worker be checked', async () => {
		const cache = async (path: string) => (await get(path)).headers.get('cache-control');
		expect(await cache('/_app/immutable/a.js')).toBe('public, max-age=31536000, immutable');
		expect(await cache('/service-worker.js')).toBe('no-cache');
		expect(await cache('/manifest.webmanifest')).toBe('public, max-age=86400');
	});

	it('sends the packed form that the caller takes', async () => {
		// Node's fetch unpacks by itself, so the packed bytes are read as they are by asking for the length.
		const length = async (encoding: string) =>
			Number(
				(
					await fetch(`${under.server.url}/_app/immutable/a.js`, {
						method: 'HEAD',
						headers: { 'accept-encoding': encoding },
					})
				).headers.get('content-length'),
			);
		expect(await length('gzip, br')).toBe('packed by br'.length);
		expect(await length('gzip')).toBe('packed by gzip'.length);
		expect(await length('identity')).toBe('plain'.length);
	});

	it('answers 304 for what the caller has', async () => {
		const etag = (await get('/service-worker.js')).headers.get('etag')!;
		expect((await get('/service-worker.js', { 'if-none-match': etag })).status).toBe(304);
		expect((await get('/service-worker.js', { 'if-none-match': '"other"' })).status).toBe(200);
	});

	it('sends the headers that keep pages safe, on pages and on calls', async () => {
		for (const path of ['/', '/api/trpc/status.moment', '/api/none', '/healthz']) {
			const { headers } = await get(path);
			expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('referrer-policy')).toBe('no-referrer');
			expect(headers.get('permissions-policy')).toContain('geolocation=()');
			expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
			expect(headers.get('access-control-allow-origin')).toBeNull();
			expect(headers.get('x-powered-by')).toBeNull();
		}
		expect((await get('/api/trpc/status.moment')).headers.get('cache-control')).toBe('no-store');
	});

	it('pokes every device of the account but the one that made the change', async () => {
		const caller = await under.signedIn('13500000001');
		const { id } = (await caller.query('account.me')).data;
		const stream = await caller.send(`/api/events?device=${device}`);
		expect(stream.headers.get('content-type')).toContain('text/event-stream');
		const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
		expect((await reader.read()).value).toContain('retry:');
		const { pokes } = under.server.services;
		pokes.poke(id, device);
		pokes.poke('018f0000-0000-7000-8000-0000000000bb');
		pokes.poke(id, null);
		expect((await reader.read()).value).toBe('event: poke\ndata: {}\n\n');
		const next = reader.read();
		expect(await Promise.race([next, new Promise((wake) => setTimeout(wake, 200, 'silence'))])).toBe(
			'silence',
		);
		pokes.pokeAll();
		expect((await next).value).toContain('event: poke');
		await reader.cancel();
	});

	it('ends the streams of an account that signs out, and of no other', async () => {
		const [leaver, stayer] = [await under.signedIn('13500000002'), await under.signedIn('13500000003')];
		const open = async (caller: typeof leaver) => {
			const stream = await caller.send(`/api/events?device=${device}`);
			const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
			await reader.read();
			return reader;
		};
		const [left, stayed] = [await open(leaver), await open(stayer)];
		await leaver.mutate('account.signOut', undefined);
		expect((await left.read()).done).toBe(true);
		under.server.services.pokes.pokeAll();
		expect((await stayed.read()).value).toContain('event: poke');
		await stayed.cancel();
	});

	it('opens no stream without a session or for what is no device', async () => {
		expect((await get(`/api/events?device=${device}`)).status).toBe(401);
		expect((await get('/api/events?device=1')).status).toBe(400);
	});
});
