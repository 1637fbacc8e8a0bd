/** The built app. Files are listed once at the start, so no path of a request ever reaches the file system. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { getMimeType } from 'hono/utils/mime';

interface StaticFile {
	path: string;
	etag: string;
	type: string;
	cacheControl: string;
	/** Encodings that the build has made beside the file, best first. */
	encodings: { name: string; suffix: string }[];
}

const packed = [
	{ name: 'br', suffix: '.br' },
	{ name: 'gzip', suffix: '.gz' },
];

export interface StaticFiles {
	/** The file or page at this path; null when the app has none. */
	reply(c: Context): Response | null;
}

export function createStaticFiles(buildDir: string): StaticFiles {
	const files = listFiles(buildDir);
	return {
		reply(c) {
			if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return null;
			const file = files.get(c.req.path) ?? pageFor(c, files);
			return file ? fileReply(c, file) : null;
		},
	};
}

function listFiles(buildDir: string): Map<string, StaticFile> {
	const files = new Map<string, StaticFile>();
	if (!existsSync(buildDir)) return files;
	for (const entry of readdirSync(buildDir, { recursive: true, withFileTypes: true })) {
		const file = path.join(entry.parentPath, entry.name);
		if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue;
		const url = `/${path.relative(buildDir, file).split(path.sep).join('/')}`;
		files.set(url, {
			path: file,
			etag: etagOf(file),
			type: getMimeType(entry.name) ?? 'application/octet-stream',
			cacheControl: cacheControlOf(url),
			encodings: packed.filter(({ suffix }) => existsSync(file + suffix)),
		});
	}
	return files;
}

/** Hashed names never change; pictures seldom; everything else is asked for again, and answered with 304. */
function cacheControlOf(url: string): string {
	if (url.startsWith('/_app/immutable/')) return 'public, max-age=31536000, immutable';
	return /\.(png|svg|webmanifest)$/.test(url) ? 'public, max-age=86400' : 'no-cache';
}

/** Weak: one tag for the plain file and its packed forms. */
function etagOf(file: string): string {
	const hash = createHash('sha256').update(readFileSync(file)).digest('base64url');
	return `W/"${hash.slice(0, 20)}"`;
}

/** A page's address has no extension: its own file, or the shell that draws every page on the device. */
function pageFor(c: Context, files: Map<string, StaticFile>): StaticFile | undefined {
	const url = c.req.path;
	if (/\.[^/]*$/.test(url)) return undefined;
	const own = files.get(url === '/' ? '/index.html' : `${url.replace(/\/$/, '')}.html`);
	const accept = c.req.header('accept') ?? '*/*';
	return own ?? (/text\/html|\*\/\*/.test(accept) ? files.get('/200.html') : undefined);
}

function fileReply(c: Context, file: StaticFile): Response {
	const accepted = c.req.header('accept-encoding') ?? '';
	const encoding = file.encodings.find(({ name }) => new RegExp(`\\b${name}\\b`).test(accepted));
	const headers = new Headers({
		'content-type': file.type,
		'cache-control': file.cacheControl,
		etag: file.etag,
		vary: 'accept-encoding',
	});
	const known = c.req
		.header('if-none-match')
		?.split(',')
		.map((tag) => tag.trim());
	if (known?.includes(file.etag)) return new Response(null, { status: 304, headers });
	const source = file.path + (encoding?.suffix ?? '');
	if (encoding) headers.set('content-encoding', encoding.name);
	headers.set('content-length', String(statSync(source).size));
	if (c.req.method === 'HEAD') return new Response(null, { headers });
	return new Response(Readable.toWeb(createReadStream(source)) as ReadableStream, { headers });
}
