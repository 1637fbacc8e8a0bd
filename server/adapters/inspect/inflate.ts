import { createInflate } from 'node:zlib';

/** How far inflating came: `whole`, `broken` (what came before it broke counts), or `over` the bound. */
export type Inflated = 'whole' | 'broken' | 'over';

/**
 * Unpacks piece by piece, and stops at `maxBytes`: however small the packed bytes are, no more than one piece of 64 KiB
 * is held. `onPiece` sees each.
 */
export async function inflate(
	packed: Iterable<Uint8Array>,
	maxBytes: number,
	onPiece: (piece: Buffer) => void = () => {},
): Promise<{ end: Inflated; bytes: number }> {
	const stream = createInflate({ chunkSize: 65_536 });
	let bytes = 0;
	let end: Inflated = 'broken';
	const done = new Promise<void>((resolve) => {
		stream.on('data', (piece: Buffer) => {
			bytes += piece.length;
			if (bytes > maxBytes) {
				end = 'over';
				stream.destroy();
			} else onPiece(piece);
		});
		stream.once('end', () => {
			end = 'whole';
			resolve();
		});
		stream.once('error', () => resolve());
		stream.once('close', () => resolve());
	});
	for (const part of packed) {
		if (stream.destroyed || stream.writableEnded) break;
		if (!stream.write(part)) await new Promise((next) => stream.once('drain', next).once('close', next));
	}
	if (!stream.destroyed) stream.end();
	await done;
	return { end, bytes };
}
