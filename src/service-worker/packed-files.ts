import type { OfflinePack } from './offline-parts.ts';

/** What to fetch: a pack, or a file by itself. */
export type Errand = { pack: OfflinePack } | { url: string };

/**
 * What to fetch for these files, in their order: the pack where most of it is missing, else each by itself. Addresses are
 * absolute paths.
 */
export function errandsFor(missing: string[], packs: OfflinePack[]): Errand[] {
	const wanted = new Set(missing);
	const packOf = new Map<string, OfflinePack>();
	for (const pack of packs) {
		const part = pack.files.filter((file) => wanted.has(file));
		if (part.length * 2 > pack.files.length) for (const file of part) packOf.set(file, pack);
	}
	const errands = new Map<unknown, Errand>();
	for (const url of missing) {
		const pack = packOf.get(url);
		errands.set(pack ?? url, pack ? { pack } : { url });
	}
	return [...errands.values()];
}

const types: Record<string, string> = {
	js: 'text/javascript; charset=utf-8',
	css: 'text/css; charset=utf-8',
	svg: 'image/svg+xml',
};
/** Of the pack's own body. */
const ofBody = ['content-encoding', 'content-length', 'etag', 'vary'];

/**
 * The files in a pack as the server would have answered with them one by one, with whatever it says to all (its security
 * headers go with a worker's script, too). Rejects where the answer is not this pack, as a network's login page.
 */
export async function unpack({ files }: OfflinePack, answer: Response): Promise<Map<string, Response>> {
	const texts = (await answer.json()) as Record<string, unknown>;
	const headers = new Headers(answer.headers);
	for (const name of ofBody) headers.delete(name);
	return new Map(
		files.map((file) => {
			const text = texts[file];
			if (typeof text !== 'string') throw new Error('this is another pack');
			headers.set('content-type', types[file.slice(file.lastIndexOf('.') + 1)] ?? 'text/plain');
			return [file, new Response(text, { headers: new Headers(headers) })];
		}),
	);
}
