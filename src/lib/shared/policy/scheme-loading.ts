import type { Scheme } from './scheme.ts';

/** Each scheme in a file of its own: a person needs one of them. */
const loadersById: Record<string, () => Promise<Scheme>> = {
	'yunnan-kunming-2023': async () => (await import('./yunnan-kunming-2023/scheme.ts')).yunnanKunming2023,
	'changchun-2023': async () => (await import('./changchun-2023/scheme.ts')).changchun2023,
};

/** The scheme; null for an unknown one. Rejects where it is neither here nor to be had. */
export async function loadScheme(schemeId: string): Promise<Scheme | null> {
	const load = Object.hasOwn(loadersById, schemeId) ? loadersById[schemeId] : undefined;
	return load ? load() : null;
}
