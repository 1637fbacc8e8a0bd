/** Reads a request's body within limits: of bytes on the wire, of bytes once inflated, of nesting. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { RefusalError } from '#shared/errors/refusal.ts';
import { isNestedDeeperThan } from './json-nesting.ts';

const inflate = promisify(gunzip);

export const maxNesting = 32;

/** Never takes more than `maxBytes` into memory. Throws RefusalError `request.too-large`, `request.malformed`. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
	const announced = request.headers.get('content-length');
	if (Number(announced ?? 0) > maxBytes) throw new RefusalError({ code: 'request.too-large' });
	try {
		// HTTP lets no more come than was announced. Read as a stream, a small body costs several times as much.
		if (announced !== null) return within(maxBytes, new Uint8Array(await request.arrayBuffer()));
		const parts: Uint8Array[] = [];
		let size = 0;
		for await (const part of request.body ?? []) {
			size += part.byteLength;
			if (size > maxBytes) throw new RefusalError({ code: 'request.too-large' });
			parts.push(part);
		}
		return new Uint8Array(Buffer.concat(parts));
	} catch (error) {
		// A line that breaks in the middle of a body is a phone's everyday, and no bug of ours.
		throw error instanceof RefusalError ? error : new RefusalError({ code: 'request.malformed' });
	}
}

function within<T extends Uint8Array>(maxBytes: number, bytes: T): T {
	if (bytes.byteLength > maxBytes) throw new RefusalError({ code: 'request.too-large' });
	return bytes;
}

/** The body's JSON text, inflated if it was sent as gzip. Throws `request.too-large`, `request.malformed`. */
export async function readJsonText(request: Request, maxBytes: number): Promise<string> {
	const bytes = await readBytes(request, maxBytes);
	const encoding = request.headers.get('content-encoding') ?? 'identity';
	const plain = encoding === 'identity' ? bytes : await inflated(bytes, encoding, maxBytes);
	const text = decode(plain);
	if (isNestedDeeperThan(text, maxNesting)) throw new RefusalError({ code: 'request.malformed' });
	return text;
}

async function inflated(bytes: Uint8Array, encoding: string, maxBytes: number): Promise<Uint8Array> {
	if (encoding !== 'gzip') throw new RefusalError({ code: 'request.malformed' });
	try {
		// Stops at the limit: a small body that unpacks to gigabytes costs no more than the limit.
		return await inflate(bytes, { maxOutputLength: maxBytes });
	} catch (error) {
		const isTooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
		throw new RefusalError({ code: isTooLarge ? 'request.too-large' : 'request.malformed' });
	}
}

function decode(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new RefusalError({ code: 'request.malformed' });
	}
}
