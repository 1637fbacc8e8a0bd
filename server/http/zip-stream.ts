import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface ZipPart {
	name: string;
	/** Photos and PDFs are packed already: packing them again costs time and saves nothing. */
	isPacked: boolean;
	/** Asked for when its turn comes, so that one part at a time is open. Null: it is left out. */
	open(): Promise<AsyncIterable<Uint8Array> | null>;
}

/** A zip file, made while it is read: no more of it in memory than one piece of one part. */
export async function* zipOf(parts: Iterable<ZipPart>): AsyncGenerator<Uint8Array> {
	let made: Uint8Array[] = [];
	const zip = new Zip((error, piece) => {
		if (error) throw error;
		made.push(piece);
	});
	const take = () => {
		const taken = made;
		made = [];
		return taken;
	};
	for (const { name, isPacked, open } of parts) {
		const bytes = await open();
		if (!bytes) continue;
		const file = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name);
		zip.add(file);
		for await (const piece of bytes) {
			file.push(piece);
			yield* take();
		}
		file.push(new Uint8Array(0), true);
		yield* take();
	}
	zip.end();
	yield* take();
}
