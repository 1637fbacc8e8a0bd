/** The files of this build, by when the worker keeps them (made by vite/offline-parts.ts). */
export interface OfflineParts {
	first: string[];
	later: string[];
	office: string[];
	/** Files of `later` that come together. */
	packs: OfflinePack[];
}

/** Some files in one: their texts by their addresses, as JSON. */
export interface OfflinePack {
	url: string;
	files: string[];
}

/** In `later`, `>` goes before the address of a pack, and its files follow it; `>` alone ends it. */
const packSign = '>';

export function readParts(line: string): OfflineParts {
	const [first = [], marked = [], office = []] = line
		.split('|')
		.map((urls) => urls.split(' ').filter(Boolean));
	const packs: OfflinePack[] = [];
	let pack: OfflinePack | null = null;
	const later: string[] = [];
	for (const word of marked) {
		if (word.startsWith(packSign)) {
			pack = word === packSign ? null : { url: word.slice(packSign.length), files: [] };
			if (pack) packs.push(pack);
		} else {
			later.push(word);
			pack?.files.push(word);
		}
	}
	return { first, later, office, packs };
}

/** For the worker's script, in signs that need no quoting; `readParts` reads it. Packs come first among the later ones. */
export function partsInLine({ first, later, office, packs }: OfflineParts): string {
	const packed = new Set(packs.flatMap(({ files }) => files));
	const marked = packs.flatMap(({ url, files }) => [packSign + url, ...files]);
	const rest = [packSign, ...later.filter((url) => !packed.has(url))];
	return [first, [...marked, ...rest], office].map((urls) => urls.join(' ')).join('|');
}

/** A hashed name never changes its content (revision null); everything else is fetched anew with each version. */
export function precacheEntries(urls: string[], version: string): { url: string; revision: string | null }[] {
	return urls.map((url) => ({ url, revision: url.includes('/immutable/') ? null : version }));
}
