/**
 * Stored files in an S3 bucket, by any service that speaks its protocol: `documents/<place>`. The service checks
 * each body against the SHA-256 that its signature names; what it then says to hold is compared once more.
 */
import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { RefusalError } from '#shared/errors/refusal.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { DocumentFilesPort } from '#server/usecase/document/ports.ts';
import type { LoggerPort } from '#server/usecase/ports.ts';

export interface S3Place {
	/** Of the bucket, e.g. `https://s3.example.com/bucket`. */
	url: string;
	region: string;
	accessKeyId: string;
	secretAccessKey: string;
}

const prefix = 'documents/';
const timeoutMs = 30_000;
const retries = 2;

/** Every call rejects with RefusalError `server.unavailable` while the service is silent, slow or refuses. */
export function createS3Documents(place: S3Place, logger: LoggerPort): DocumentFilesPort {
	const { url, region, accessKeyId, secretAccessKey } = place;
	const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries });
	const bucket = url.replace(/\/$/, '');

	async function call(method: string, path: string, init: RequestInit = {}): Promise<Response> {
		try {
			const signal = AbortSignal.timeout(timeoutMs);
			return await client.fetch(`${bucket}/${path}`, { method, signal, ...init });
		} catch (error) {
			return fail(method, error instanceof Error ? error.name : 'unknown');
		}
	}

	/** Status alone: an answer's words may quote a place. */
	function fail(method: string, status: string | number): never {
		logger.warn({ method, status }, 'the document store refused or is silent');
		throw new RefusalError({ code: 'server.unavailable' });
	}

	return {
		async put(name, bytes) {
			const headers = {
				'x-amz-content-sha256': await sha256Hex(bytes),
				'content-type': 'application/octet-stream',
			};
			const answer = await call('PUT', prefix + name, { body: bytes, headers });
			await answer.body?.cancel();
			if (!answer.ok) fail('PUT', answer.status);
			const md5 = createHash('md5').update(bytes).digest('hex');
			const held = await call('HEAD', prefix + name);
			const tag = (held.headers.get('etag') ?? '').replaceAll('"', '');
			// The tag is the MD5 where the bucket is not encrypted by a key service; the length always counts.
			const isSame = !/^[0-9a-f]{32}$/.test(tag) || tag === md5;
			const isWhole = Number(held.headers.get('content-length')) === bytes.byteLength;
			if (!held.ok || !isWhole || !isSame) fail('HEAD', held.ok ? 'differs' : held.status);
		},
		async read(name) {
			const answer = await call('GET', prefix + name);
			if (answer.ok) return answer.body as ReadableStream<Uint8Array> | null;
			await answer.body?.cancel();
			return answer.status === 404 ? null : fail('GET', answer.status);
		},
		async remove(name) {
			const answer = await call('DELETE', prefix + name);
			await answer.body?.cancel();
			if (!answer.ok && answer.status !== 404) fail('DELETE', answer.status);
		},
		async *list() {
			let after: string | null = '';
			while (after !== null) {
				const query = new URLSearchParams({ 'list-type': '2', prefix, 'max-keys': '1000' });
				if (after !== '') query.set('continuation-token', after);
				const answer = await call('GET', `?${query}`);
				if (!answer.ok) fail('LIST', answer.status);
				const page = readListing(await answer.text());
				yield page.found;
				after = page.next;
			}
		},
	};
}

const tagText = (xml: string, tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? null;

/** Keys are ours, so they hold no sign that XML would write in another way. */
function readListing(xml: string): { found: { place: string; atMs: number }[]; next: string | null } {
	const found = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].flatMap(([, entry]) => {
		const key = tagText(entry!, 'Key');
		const atMs = Date.parse(tagText(entry!, 'LastModified') ?? '');
		return key?.startsWith(prefix) && !Number.isNaN(atMs) ? [{ place: key.slice(prefix.length), atMs }] : [];
	});
	const next = tagText(xml, 'NextContinuationToken');
	return { found, next: next?.replaceAll('&amp;', '&') ?? null };
}
