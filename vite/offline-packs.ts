/**
 * The later part of the offline copy in a few files: a phone that fetches two hundred small ones one by one pays for each
 * with a round trip's share and with heads as long as the file, and small files do not pack well.
 */
import { createHash } from 'node:crypto';
import type { OfflinePack } from '../src/service-worker/offline-parts.ts';

/** Of text, unpacked; about a quarter of it goes over the line. What an interruption may cost. */
const packBytes = 100_000;

/** What a pack may hold: text that never changes under its name. */
const isPackable = (url: string) => /\/immutable\/.+\.(js|css|svg)$/.test(url);

export interface WrittenPack extends OfflinePack {
	/** Texts by address, as JSON. */
	content: string;
}

/** Packs of these files, in their order. What cannot be packed, or would be alone, is left out. */
export function offlinePacks(urls: string[], textOf: (url: string) => string): WrittenPack[] {
	const groups: string[][] = [];
	let bytes = Infinity;
	for (const url of urls.filter(isPackable)) {
		const size = Buffer.byteLength(textOf(url));
		if (bytes + size > packBytes) {
			groups.push([]);
			bytes = 0;
		}
		groups.at(-1)!.push(url);
		bytes += size;
	}
	return groups
		.filter((files) => files.length > 1)
		.map((files) => {
			const content = JSON.stringify(Object.fromEntries(files.map((url) => [url, textOf(url)])));
			const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
			return { url: `/_app/immutable/packs/${hash}.json`, files, content };
		});
}
