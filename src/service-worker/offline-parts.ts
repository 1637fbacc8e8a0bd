/** The files of this build, by when the worker keeps them (made by vite/offline-parts.ts). */
export interface OfflineParts {
	first: string[];
	later: string[];
	office: string[];
}

export function readParts(line: string): OfflineParts {
	const [first = [], later = [], office = []] = line
		.split('|')
		.map((urls) => urls.split(' ').filter(Boolean));
	return { first, later, office };
}

/** A hashed name never changes its content (revision null); everything else is fetched anew with each version. */
export function precacheEntries(urls: string[], version: string): { url: string; revision: string | null }[] {
	return urls.map((url) => ({ url, revision: url.includes('/immutable/') ? null : version }));
}
