/**
 * Which files the phone's code is cut into. A request costs a round trip's share on a slow line, a byte that the
 * first field does not need costs time too: so what the start page needs is one file, what the form needs on top
 * is one more, the phone's storage another, and the rest is cut by who uses it, in pieces that are not crumbs.
 */
import path from 'node:path';
import { isOfficePage } from './built-pages.ts';

interface ModuleGraph {
	getModuleInfo(id: string): { importers: readonly string[]; dynamicImporters: readonly string[] } | null;
}

const routes = `${path.resolve('src/routes')}/`;
/** Opens the phone's storage: what it takes is a file of its own, which a first visit's first screen does not wait for. */
const storage = `later:${path.resolve('src/lib/boot/open-storage.ts')}`;
/** A scheme is a file: nobody needs two. Its clauses are apart already. */
const scheme = /\/shared\/policy\/([\w-]+)\/(?!facts)[\w-]+\.ts$/;
const form = 'enrollment/[id]/(form)/';
const start = ['+layout.svelte', '+layout.ts', '+error.svelte', '+page.svelte'];
const firstField = [
	'+layout.svelte',
	'+page.svelte',
	'consent/+page.svelte',
	'[part]/[step]/+page.svelte',
].map((page) => form + page);

/** Kit loads each page by a wrapper: that edge makes a page, not something that a page loads later. */
const isPageNode = (id: string) => /\/client-optimized\/(app|nodes\/\d+)\.js$/.test(id);

/**
 * Where a module is needed: pages, by path under src/routes, that reach it by static imports, and modules that are
 * loaded when asked for (`later:` or, where only desks ask, `office/`) and reach it.
 */
function reachedFrom(id: string, graph: ModuleGraph, seen = new Set<string>()): Set<string> {
	const roots = new Set<string>();
	const walk = (module: string) => {
		if (seen.has(module)) return;
		seen.add(module);
		const page = module.startsWith(routes) ? module.slice(routes.length) : '';
		if (/(^|\/)\+[a-z]+\.(svelte|ts)$/.test(page)) return void roots.add(page);
		if (/\/kit\/src\/runtime\/client\/entry\.js$/.test(module)) return void roots.add('+layout.svelte');
		const { importers = [], dynamicImporters = [] } = graph.getModuleInfo(module) ?? {};
		importers.forEach(walk);
		const askers = dynamicImporters.filter((asker) => !isPageNode(asker));
		if (askers.length === 0) return;
		const pages = askers.flatMap((asker) => [...reachedFrom(asker, graph, new Set(seen))]);
		const isOffice = pages.length > 0 && pages.every(isOfficePage);
		roots.add(`${isOffice ? 'office/>' : 'later:'}${module}`);
	};
	walk(id);
	return roots;
}

type Group = 'start' | 'storage' | 'form' | 'later' | 'office';

/** Null for what one place loads when it is asked for, and nobody else: it is a file of its own. */
export function groupOf(id: string, graph: ModuleGraph): Group | null {
	const roots = [...reachedFrom(id, graph)];
	if (roots.some((page) => start.includes(page))) return 'start';
	if (roots.includes(storage)) return 'storage';
	if (roots.some((page) => firstField.includes(page))) return 'form';
	const isPage = (root: string) => !root.startsWith('later:') && !root.startsWith('office/>');
	if (roots.length === 0 || (roots.length === 1 && !isPage(roots[0]!))) return null;
	return roots.every(isOfficePage) ? 'office' : 'later';
}

const schemes = { name: (id: string) => scheme.exec(id)?.[1] ?? null };
/** A few lines of the bundler's own, which every file takes. */
const isRuntime = (id: string) => id.includes('rolldown/runtime');
const group = (name: Group) => ({
	name: (id: string, graph: ModuleGraph) =>
		(isRuntime(id) ? 'start' : groupOf(id, graph)) === name ? name : null,
});
/** Cut by the pages that use it; pieces smaller than this (bytes, unpacked) join a neighbour. */
const byUse = { entriesAware: true, entriesAwareMergeThreshold: 0 };

export const firstLoadChunks = {
	groups: [
		schemes,
		group('start'),
		group('storage'),
		group('form'),
		{ ...group('later'), ...byUse },
		{ ...group('office'), ...byUse },
	],
};
