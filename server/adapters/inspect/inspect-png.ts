import { crc32 } from 'node:zlib';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { inflate } from './inflate.ts';
import { maxTextBytes, sizeRefusal } from './limits.ts';

interface Chunk {
	type: string;
	data: Buffer;
}

const channelsByColour: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** PNG, third edition: whole chunks from IHDR to IEND, and as many bytes of picture as its size says. */
export async function inspectPng(bytes: Buffer): Promise<ErrorCode | null> {
	const chunks = chunksOf(bytes);
	const [head] = chunks ?? [];
	if (!chunks || head?.type !== 'IHDR' || head.data.length !== 13) return 'document.unreadable';
	const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)];
	const refusal = sizeRefusal(width, height);
	if (refusal) return refusal;
	// A moving picture is no paper.
	if (chunks.some(({ type }) => type === 'acTL')) return 'document.unreadable';
	const channels = channelsByColour[head.data[9]!];
	if (channels === undefined) return 'document.unreadable';
	const row = Math.ceil((width * channels * head.data[8]!) / 8) + 1;
	// Seven passes, each with rows of its own.
	const expected = head.data[12] === 1 ? row * height * 1.2 + 7 * (height + width) : row * height;
	const picture = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
	const { end } = await inflate(picture, expected);
	if (end !== 'whole') return end === 'over' ? 'document.unpacks-too-large' : 'document.unreadable';
	for (const { type, data } of chunks) {
		const from = packedFrom(type, data);
		if (from === null) continue;
		if ((await inflate([data.subarray(from)], maxTextBytes)).end === 'over')
			return 'document.unpacks-too-large';
	}
	return null;
}

/** Null when a chunk is cut or damaged, or there is no end. */
function chunksOf(bytes: Buffer): Chunk[] | null {
	const chunks: Chunk[] = [];
	let at = 8;
	while (at + 12 <= bytes.length) {
		const length = bytes.readUInt32BE(at);
		const end = at + 8 + length;
		if (end + 4 > bytes.length) return null;
		if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) return null;
		const type = bytes.toString('latin1', at + 4, at + 8);
		chunks.push({ type, data: bytes.subarray(at + 8, end) });
		if (type === 'IEND') return chunks;
		at = end + 4;
	}
	return null;
}

/** Where a chunk beside the picture begins to be packed; null: it is not. */
function packedFrom(type: string, data: Buffer): number | null {
	if (type !== 'iCCP' && type !== 'zTXt' && type !== 'iTXt') return null;
	const name = data.indexOf(0);
	if (name === -1) return null;
	if (type !== 'iTXt') return name + 2;
	if (data[name + 1] !== 1) return null;
	const language = data.indexOf(0, name + 3);
	const translated = language === -1 ? -1 : data.indexOf(0, language + 1);
	return translated === -1 ? null : translated + 1;
}
