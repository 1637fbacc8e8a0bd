/** Which of the built files a page needs, read from Vite's manifest of the phone's build. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { loadedAtOnce } from './fewer-requests.ts';

interface Chunk {
	file: string;
	name?: string;
	imports?: string[];
	dynamicImports?: string[];
	css?: string[];
	isEntry?: boolean;
}
export type Manifest = Record<string, Chunk>;

export interface BuiltPages {
	/** Pages by their path under src/routes, e.g. `sign-in/+page.svelte`. */
	pages: string[];
	/** Scripts and styles that are fetched before this page is drawn: Kit's entries, its layouts, itself. */
	filesOf(page: string): Set<string>;
	/** Scripts and styles of one of the groups of first-load-chunks.ts, by its name. Throws for an unknown one. */
	filesOfGroup(name: string): Set<string>;
	/** The same, with all that any of these pages may load later. */
	reachableFrom(pages: string[]): Set<string>;
	/** Every file of the build that somebody asks for. */
	all: Set<string>;
}

/** A first visit reaches the first field without it; everything else needs it. */
export const storageGroup = 'storage';

/** Each scheme is a file, named by its folder: the form of an enrollment needs one of them. */
export function schemeGroups(policy = 'src/lib/shared/policy'): string[] {
	return readdirSync(policy).filter((folder) => existsSync(`${policy}/${folder}/scheme.ts`));
}

/** Of staff, or of those who build the app: no student's phone keeps it. */
export const isOfficePage = (page: string) => /^(office|gallery|account\/second-factor)\//.test(page);

/**
 * `sources` answers with the text of a generated node, which names the page that it stands for. `isPassedBy` tells the
 * built files that nobody asks for, as what they name is loaded at once (fewer-requests.ts).
 */
export function builtPages(
	manifest: Manifest,
	sources: (node: string) => string,
	isPassedBy: (file: string) => boolean = () => false,
): BuiltPages {
	const nodeOf = new Map<string, string>();
	for (const key of Object.keys(manifest).filter((name) => /client-optimized\/nodes\/\d+\.js$/.test(name))) {
		// A layout may be nothing but code that loads data.
		for (const [, page] of sources(key).matchAll(/src\/routes\/([^"']+)\.(?:svelte|ts)["']/g))
			nodeOf.set(`${page}.svelte`, key);
	}
	const entries = Object.keys(manifest).filter(
		(key) => manifest[key]!.isEntry && !/\/nodes\/\d+\.js$/.test(key),
	);

	const layoutsOf = (page: string): string[] => {
		const folders = page.split('/').slice(0, -1);
		const layouts = [0, ...folders.keys()].map((_, depth) =>
			[...folders.slice(0, depth), '+layout.svelte'].join('/'),
		);
		layouts.push([...folders, '+layout.svelte'].join('/'));
		return [...new Set(layouts)];
	};
	const nodesOf = (page: string) =>
		[...layoutsOf(page), '+error.svelte', page].flatMap((name) => nodeOf.get(name) ?? []);

	const walk = (keys: string[], edges: (chunk: Chunk) => string[]): Set<string> => {
		const seen = new Set<string>();
		const files = new Set<string>();
		const visit = (key: string) => {
			const chunk = manifest[key];
			if (seen.has(key) || !chunk) return;
			seen.add(key);
			if (!isPassedBy(chunk.file)) files.add(chunk.file);
			for (const file of chunk.css ?? []) files.add(file);
			edges(chunk).forEach(visit);
		};
		keys.forEach(visit);
		return files;
	};
	const statically = (chunk: Chunk) => chunk.imports ?? [];
	// Kit's entry may load every page: that one edge is not a page's own.
	const anyhow = (chunk: Chunk) => [
		...(chunk.imports ?? []),
		...(chunk.dynamicImports ?? []).filter((key) => !/\/nodes\/\d+\.js$/.test(key)),
	];
	return {
		pages: [...nodeOf.keys()].filter((page) => page.endsWith('+page.svelte')).sort(),
		filesOf: (page) => walk([...entries, ...nodesOf(page)], statically),
		filesOfGroup: (name) => {
			const keys = Object.keys(manifest).filter((key) => manifest[key]!.name === name);
			if (keys.length === 0) throw new Error(`no built file is named ${name}`);
			return walk(keys, statically);
		},
		reachableFrom: (pages) => walk([...entries, ...pages.flatMap(nodesOf)], anyhow),
		all: walk(Object.keys(manifest), statically),
	};
}

export function readBuiltPages(clientDir: string, root = '.'): BuiltPages {
	const manifest = JSON.parse(readFileSync(path.join(clientDir, '.vite/manifest.json'), 'utf8')) as Manifest;
	const built = (file: string) => readFileSync(path.join(clientDir, file), 'utf8');
	const isPassedBy = (file: string) =>
		/\/(nodes|entry)\/[\w.-]+\.js$/.test(file) && loadedAtOnce(file, built(file)) !== null;
	return builtPages(manifest, (node) => readFileSync(path.join(root, node), 'utf8'), isPassedBy);
}
