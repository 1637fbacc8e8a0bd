import { citedIn } from '#shared/policy/check-references.ts';
import type { CitedScheme } from '#shared/policy/scheme.ts';

/** Stands where a new scheme still has nothing to say. */
const holeMark = '【待填】';

/** What is still to be filled in: texts with the mark, and values that cite a fact with it. */
export function holesOf(scheme: CitedScheme): string[] {
	const marked = markedTexts(scheme, '');
	const open = new Set(
		Object.entries(scheme.facts)
			.filter(([, fact]) => JSON.stringify(fact).includes(holeMark))
			.map(([id]) => id),
	);
	const values = citedIn(scheme)
		.filter(({ id }) => open.has(id))
		.map(({ path }) => path.replace(/\.?[a-zA-Z]*[cC]ites(\.\w+)*$/, ''));
	return [...new Set([...marked, ...values])].filter(Boolean).sort();
}

function markedTexts(value: unknown, path: string): string[] {
	if (typeof value === 'string') return value.includes(holeMark) ? [path] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, member]) => markedTexts(member, path ? `${path}.${key}` : key));
}
