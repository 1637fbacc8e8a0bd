import type { SchemeProblem } from './check-scheme.ts';

/**
 * Members of a scheme that stand without a citation, each with the reason. Everything else that is a figure, a date, a
 * name or a sentence has cites beside it or above it.
 */
export const uncitedMembers: Readonly<Record<string, string>> = {
	id: 'names the scheme for code',
	version: 'names the state of the data',
	place: 'names the place for code',
	title: 'names the scheme on screens, after the document’s own title',
	region: 'names the place on screens',
	insuranceYear: 'names the scheme; the document’s title holds it',
	document: 'is itself the source',
	facts: 'are themselves the citations',
};

type Node = Record<string, unknown>;

/** Figures, dates, names and sentences without a citation of their own or of an object around them. */
export function uncitedValues(scheme: object): SchemeProblem[] {
	return Object.entries(scheme)
		.filter(([key]) => !Object.hasOwn(uncitedMembers, key))
		.flatMap(([key, value]) => walk(value, key, false));
}

function walk(value: unknown, path: string, covered: boolean): SchemeProblem[] {
	if (typeof value === 'string' || typeof value === 'number') return covered ? [] : [problem(path)];
	if (typeof value !== 'object' || value === null) return [];
	if (Array.isArray(value)) return value.flatMap((item, i) => walk(item, `${path}.${i}`, covered));
	const node = value as Node;
	const cites = Object.entries(node).filter(([key]) => isCites(key));
	// An empty list of its own is no citation, whatever stands around it, unless the value is the product's own.
	if (isEmpty(node.cites) && !isOwn(node)) return [problem(path)];
	const here = covered || isOwn(node) || cites.some(([, list]) => !isEmpty(list));
	return Object.entries(node)
		.filter(([key]) => !isCites(key))
		.flatMap(([key, member]) => walk(member, `${path}.${key}`, here));
}

/** `cites` and such names as `openCites`: a list of fact numbers, or an object of lists. */
export function isCites(key: string): boolean {
	return /cites$/i.test(key);
}

function isEmpty(list: unknown): boolean {
	return Array.isArray(list) && list.length === 0;
}

/** The product's own, and marked so: a field that no document lists, a demo school. */
function isOwn(node: Node): boolean {
	return node.origin === 'product' || node.demo === true;
}

function problem(path: string): SchemeProblem {
	return {
		path,
		expected: 'a citation beside it or above it',
		mend: 'add `cites` with the fact that it comes from; what the document does not say is an `open` fact',
	};
}
