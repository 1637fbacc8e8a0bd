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

/**
 * What the worker keeps at install: a student's app. A hashed name never changes its content (revision null); everything else is fetched anew
 * with each version.
 */
export function precacheEntries(
	parts: OfflineParts,
	version: string,
): { url: string; revision: string | null }[] {
	return [...parts.first, ...parts.later].map((url) => ({
		url,
		revision: url.includes('/immutable/') ? null : version,
	}));
}
