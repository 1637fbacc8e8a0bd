import { CitedScheme } from './scheme.ts';

/**
 * What is wrong with a scheme's data: its shape, or a number cited that is no fact of it. Empty: sound. Run at
 * server start and in tests; a phone gets data that has passed.
 */
export function schemeProblems(scheme: CitedScheme): string[] {
	const parsed = CitedScheme.safeParse(scheme);
	if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
	return citedIn(scheme)
		.filter(({ id }) => !Object.hasOwn(scheme.facts, id))
		.map(({ id, path }) => `${path}: ${id} is no fact of ${scheme.id}`);
}

/** Every fact number that the data cites, with the place. */
export function citedIn(scheme: CitedScheme): { id: string; path: string }[] {
	return collect(scheme, '', false);
}

function collect(value: unknown, path: string, cites: boolean): { id: string; path: string }[] {
	if (typeof value === 'string') return cites ? [{ id: value, path }] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) =>
		collect(member, path ? `${path}.${key}` : key, cites || /cites$/i.test(key)),
	);
}
