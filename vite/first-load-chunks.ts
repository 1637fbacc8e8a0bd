/**
 * Which files the phone's code is cut into. A request costs a round trip's share on a slow line, a byte that the
 * first field does not need costs time too: so what the start page needs is one file, what the form needs on top
 * is one more, and the rest is cut by who uses it, in pieces that are not crumbs.
 */
import path from 'node:path';

interface ModuleGraph {
	getModuleInfo(id: string): { importers: readonly string[] } | null;
}

const routes = `${path.resolve('src/routes')}/`;
const form = 'enrollment/[id]/(form)/';
const start = ['+layout.svelte', '+layout.ts', '+error.svelte', '+page.svelte'];
const firstField = [
	'+layout.svelte',
	'+page.svelte',
	'consent/+page.svelte',
	'[part]/[step]/+page.svelte',
].map((page) => form + page);

/** The pages, by path under src/routes, and Kit's client that reach a module by static imports. */
function reachedFrom(id: string, graph: ModuleGraph): Set<string> {
	const roots = new Set<string>();
	const seen = new Set<string>();
	const walk = (module: string) => {
		if (seen.has(module)) return;
		seen.add(module);
		const page = module.startsWith(routes) ? module.slice(routes.length) : '';
		if (/(^|\/)\+[a-z]+\.(svelte|ts)$/.test(page)) roots.add(page);
		else if (/\/kit\/src\/runtime\/client\/entry\.js$/.test(module)) roots.add('+layout.svelte');
		else for (const importer of graph.getModuleInfo(module)?.importers ?? []) walk(importer);
	};
	walk(id);
	return roots;
}

type Group = 'start' | 'form' | 'later' | 'office';

/** Null for what no page imports statically: it is loaded when it is asked for, in a file of its own. */
export function groupOf(id: string, graph: ModuleGraph): Group | null {
	const pages = [...reachedFrom(id, graph)];
	if (pages.length === 0) return null;
	if (pages.some((page) => start.includes(page))) return 'start';
	if (pages.some((page) => firstField.includes(page))) return 'form';
	return pages.every((page) => page.startsWith('office/')) ? 'office' : 'later';
}

const group = (name: Group) => ({
	name: (id: string, graph: ModuleGraph) => (groupOf(id, graph) === name ? name : null),
});
/** Cut by the pages that use it; pieces smaller than this (bytes, unpacked) join a neighbour. */
const byUse = { entriesAware: true, entriesAwareMergeThreshold: 12_000 };

export const firstLoadChunks = {
	groups: [group('start'), group('form'), { ...group('later'), ...byUse }, { ...group('office'), ...byUse }],
};
