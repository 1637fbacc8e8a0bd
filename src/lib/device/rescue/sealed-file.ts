/*
 * A rescue file as it lies anywhere: sealed under a passphrase, in frames, so that no phone holds it whole in memory.
 *
 *   magic (8) │ version u16 │ header length u16 │ header, JSON │ frame … frame │ checksum (32)
 *   frame: u32, the ciphertext's length, the highest bit set in the last one │ ciphertext
 *
 * Numbers are big-endian. Each frame binds everything before the first, its own number and whether it is the last: none
 * can be changed, moved, left out or added. The checksum is no secret: it tells a file that suffered on its way from a
 * passphrase that is another. Format in words: docs/rescue-file.md.
 */
import * as z from 'zod/mini';
import { base64ToBytes, bytesToBase64, utf8 } from '#shared/std/bytes.ts';
import type { Random } from '#shared/std/clock.ts';
import { streamOf } from './byte-stream.ts';

/** As PNG's: a copy that treats it as text breaks it here. */
const magic = new Uint8Array([0x89, 0x43, 0x43, 0x58, 0x0d, 0x0a, 0x1a, 0x0a]);
const formatVersion = 1;
const frameBytes = 256 * 1024;
const tagBytes = 16;
const lastFrame = 0x8000_0000;
const checksumBytes = 32;

/** OWASP's figure for PBKDF2 with SHA-256. */
const iterations = 600_000;
/** More would hold a phone up for minutes: no file of ours asks for it. */
const mostIterations = 10_000_000;

const Header = z.object({
	kdf: z.literal('PBKDF2-SHA-256'),
	iterations: z.int().check(z.minimum(iterations), z.maximum(mostIterations)),
	/** 16 bytes, base64. */
	salt: z.string().check(z.length(24)),
	cipher: z.literal('AES-256-GCM'),
	/** Before sealing. */
	compression: z.enum(['gzip', 'none']),
});
type Header = z.infer<typeof Header>;

/** Why a file is not opened. Nothing of it was used then. */
export type SealProblem = 'not-ours' | 'newer' | 'cut' | 'damaged' | 'passphrase';

export class SealError extends Error {
	readonly problem: SealProblem;
	constructor(problem: SealProblem) {
		super(problem);
		this.problem = problem;
	}
}

type Bytes = Uint8Array<ArrayBuffer>;

function u32(value: number): Bytes {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value);
	return bytes;
}

function joined(...parts: Uint8Array[]): Bytes {
	const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

const digest = async (bytes: Bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** The same characters typed on another keyboard are the same passphrase. */
const typed = (passphrase: string) => utf8(passphrase.normalize('NFKC'));

async function keyFrom(passphrase: string, header: Header): Promise<CryptoKey> {
	const secret = await crypto.subtle.importKey('raw', typed(passphrase), 'PBKDF2', false, ['deriveKey']);
	const { iterations, salt } = header;
	return crypto.subtle.deriveKey(
		{ name: 'PBKDF2', hash: 'SHA-256', iterations, salt: base64ToBytes(salt) },
		secret,
		{ name: 'AES-GCM', length: 256 },
		false,
		['encrypt', 'decrypt'],
	);
}

/** The salt makes the key this file's own, so that the frame's number is iv enough. */
function boundTo(head: Bytes, n: number, isLast: boolean) {
	const iv = joined(new Uint8Array(8), u32(n));
	return { name: 'AES-GCM', iv, additionalData: joined(head, u32(n), new Uint8Array([isLast ? 1 : 0])) };
}

function headOf(header: Header): Bytes {
	const json = utf8(JSON.stringify(header));
	const numbers = new Uint8Array(4);
	new DataView(numbers.buffer).setUint16(0, formatVersion);
	new DataView(numbers.buffer).setUint16(2, json.length);
	return joined(magic, numbers, json);
}

/** Pieces of `frameBytes`, the last one shorter or empty. */
async function* pieces(stream: ReadableStream<Bytes>): AsyncGenerator<{ piece: Bytes; isLast: boolean }> {
	const reader = stream.getReader();
	let held: Bytes = new Uint8Array(0);
	for (;;) {
		const { value, done } = await reader.read();
		if (done) break;
		held = held.length === 0 ? value : joined(held, value);
		while (held.length > frameBytes) {
			yield { piece: held.slice(0, frameBytes), isLast: false };
			held = held.slice(frameBytes);
		}
	}
	yield { piece: held, isLast: true };
}

/** Seals what `content` gives. The Blob's parts are ciphertext alone: a browser may lay them on disk. */
export async function sealFile(
	content: AsyncIterable<Bytes>,
	passphrase: string,
	random: Random,
): Promise<Blob> {
	const canPack = typeof CompressionStream !== 'undefined';
	const header: Header = {
		kdf: 'PBKDF2-SHA-256',
		iterations,
		salt: bytesToBase64(random.bytes(16)),
		cipher: 'AES-256-GCM',
		compression: canPack ? 'gzip' : 'none',
	};
	const head = headOf(header);
	const key = await keyFrom(passphrase, header);
	const plain = streamOf(content);
	const packed = canPack ? plain.pipeThrough(new CompressionStream('gzip')) : plain;
	const parts: BlobPart[] = [head];
	const sums = [await digest(head)];
	let n = 0;
	for await (const { piece, isLast } of pieces(packed)) {
		const sealed = new Uint8Array(await crypto.subtle.encrypt(boundTo(head, n++, isLast), key, piece));
		const frame = joined(u32(isLast ? sealed.length + lastFrame : sealed.length), sealed);
		sums.push(await digest(frame));
		parts.push(new Blob([frame]));
	}
	parts.push(await digest(joined(...sums)));
	return new Blob(parts, { type: 'application/octet-stream' });
}

async function bytesOf(file: Blob, from: number, length: number): Promise<Bytes> {
	if (from + length > file.size) throw new SealError('cut');
	return new Uint8Array(await file.slice(from, from + length).arrayBuffer());
}

async function readHead(file: Blob): Promise<{ head: Bytes; header: Header }> {
	const start = new Uint8Array(await file.slice(0, magic.length).arrayBuffer());
	if (file.size === 0 || !start.every((byte, i) => byte === magic[i])) throw new SealError('not-ours');
	const numbers = new DataView((await bytesOf(file, magic.length, 4)).buffer);
	if (numbers.getUint16(0) !== formatVersion) throw new SealError('newer');
	const head = await bytesOf(file, 0, magic.length + 4 + numbers.getUint16(2));
	try {
		const json: unknown = JSON.parse(new TextDecoder().decode(head.subarray(magic.length + 4)));
		return { head, header: Header.parse(json) };
	} catch {
		throw new SealError('damaged');
	}
}

interface Frame {
	from: number;
	length: number;
	isLast: boolean;
}

/** Where the frames are, once the checksum of all of them is right. */
async function readFrames(file: Blob, head: Bytes): Promise<Frame[]> {
	const frames: Frame[] = [];
	const sums = [await digest(head)];
	let at = head.length;
	while (!frames.at(-1)?.isLast) {
		const mark = new DataView((await bytesOf(file, at, 4)).buffer).getUint32(0);
		const length = mark % lastFrame;
		if (length < tagBytes || length > frameBytes + tagBytes) throw new SealError('damaged');
		sums.push(await digest(await bytesOf(file, at, 4 + length)));
		frames.push({ from: at + 4, length, isLast: mark >= lastFrame });
		at += 4 + length;
	}
	const checksum = await bytesOf(file, at, checksumBytes);
	const own = await digest(joined(...sums));
	if (file.size > at + checksumBytes || !own.every((byte, i) => byte === checksum[i])) {
		throw new SealError('damaged');
	}
	return frames;
}

export interface OpenedFile {
	/** The content from its beginning; may be asked for again. */
	stream(): ReadableStream<Bytes>;
}

/** Rejects with SealError. Once it resolves, the file is whole and the passphrase is the right one. */
export async function openFile(file: Blob, passphrase: string): Promise<OpenedFile> {
	const { head, header } = await readHead(file);
	const frames = await readFrames(file, head);
	const key = await keyFrom(passphrase, header);
	const open = async (n: number): Promise<Bytes> => {
		const { from, length, isLast } = frames[n]!;
		const sealed = await bytesOf(file, from, length);
		return new Uint8Array(await crypto.subtle.decrypt(boundTo(head, n, isLast), key, sealed));
	};
	for (const n of frames.keys()) {
		await open(n).catch(() => {
			throw new SealError(n === 0 ? 'passphrase' : 'damaged');
		});
	}
	const content = async function* () {
		for (const n of frames.keys()) yield await open(n);
	};
	const unpacked = () => {
		const stream = streamOf(content());
		return header.compression === 'gzip' ? stream.pipeThrough(new DecompressionStream('gzip')) : stream;
	};
	return { stream: unpacked };
}
