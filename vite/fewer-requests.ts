/**
 * Two things that cost a first visit bytes and round trips, mended when the phone's files are written. Kit loads each page
 * by a file of its own that only names another one: the page is loaded from there at once. And Vite writes, for whatever
 * is loaded when asked for, the names of all files that it takes into the file that asks, 3 kB of them into the first
 * load: each such file names them itself instead, so that they are asked for together once it has come.
 */
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';

type Chunk = Pick<Rolldown.OutputChunk, 'fileName' | 'imports' | 'code' | 'isDynamicEntry'>;

/** A file that does nothing but name what another one exports. */
const onlyNames = /^export\{([^{}]*)\}from["']\.\.\/(chunks\/[\w-]+\.js)["'];?\s*$/;

/** `t as component,n as universal` as an object of the module `e`. */
function pickedFrom(names: string): string {
	const pairs = names.split(',').map((pair) => pair.split(' as ') as [string, string?]);
	return `{${pairs.map(([own, known = own]) => `${known}:e.${own}`).join(',')}}`;
}

/** How to load at once what a file with this code only names: from where it is, in place of `file`; null for every other file. */
export function loadedAtOnce(file: string, code: string): string | null {
	const found = onlyNames.exec(code);
	if (!found) return null;
	const source = file.replace(/[^/]*\/[^/]*$/, found[2]!);
	return `import("${source}").then(e=>(${pickedFrom(found[1]!)}))`;
}

/** `code` with every page that is loaded through a file which only names it loaded directly. */
export function withoutNodes(code: string, nodes: ReadonlyMap<string, string>): string {
	return code.replaceAll(/import\(([`"'])\.\.\/(nodes\/[\w.-]+\.js)\1\)/g, (whole, _, node: string) => {
		return loadedAtOnce(`../${node}`, nodes.get(node) ?? '') ?? whole;
	});
}

/** All that this file takes by static imports, itself not counted. */
function takenBy(file: string, chunks: ReadonlyMap<string, Chunk>): Set<string> {
	const taken = new Set<string>();
	const walk = (name: string) => {
		for (const next of chunks.get(name)?.imports ?? []) {
			if (taken.has(next)) continue;
			taken.add(next);
			walk(next);
		}
	};
	walk(file);
	taken.delete(file);
	return taken;
}

/**
 * The code of a file with the names of all that it takes through others; behind everything else, so that the order in
 * which modules run stays. `known`: what is there before anything is asked for.
 */
export function namingAll(
	chunk: Chunk,
	chunks: ReadonlyMap<string, Chunk>,
	known: ReadonlySet<string>,
): string {
	const far = [...takenBy(chunk.fileName, chunks)].filter(
		(file) => !known.has(file) && !chunk.imports.includes(file),
	);
	const from = path.posix.dirname(chunk.fileName);
	const named = far.sort().map((file) => {
		const relative = path.posix.relative(from, file);
		return `import"${relative.startsWith('.') ? relative : `./${relative}`}";`;
	});
	return named.length > 0 ? `${chunk.code.trimEnd()}\n${named.join('')}\n` : chunk.code;
}

export function fewerRequests(): Plugin {
	return {
		name: 'fewer-requests',
		apply: 'build',
		enforce: 'post',
		config: () => ({
			environments: {
				client: {
					build: {
						modulePreload: {
							resolveDependencies: (_, files, { hostType }) => (hostType === 'js' ? [] : files),
						},
						// Styles and code keep their names in what is loaded first: short, and without those of everybody who uses them.
						rolldownOptions: {
							output: {
								assetFileNames: '_app/immutable/assets/[hash:6][extname]',
								chunkFileNames: '_app/immutable/chunks/[hash:7].js',
							},
						},
					},
				},
			},
		}),
		generateBundle(_, bundle) {
			if (this.environment.name !== 'client') return;
			const all = Object.values(bundle).filter((file) => file.type === 'chunk');
			const chunks = new Map(all.map((chunk) => [chunk.fileName, chunk]));
			const isNode = (file: string) => /\/nodes\/\d+\.[\w-]+\.js$/.test(file);
			const nodes = all.filter(({ fileName }) => isNode(fileName));
			const known = new Set(
				all
					.filter(({ fileName, isEntry }) => isEntry && !isNode(fileName))
					.flatMap(({ fileName }) => [fileName, ...takenBy(fileName, chunks)]),
			);
			const targets = new Set([
				...all.filter(({ isDynamicEntry }) => isDynamicEntry),
				...nodes.flatMap(({ imports, code, fileName }) =>
					loadedAtOnce(fileName, code) ? imports.map((file) => chunks.get(file)!) : chunks.get(fileName)!,
				),
			]);
			const named = [...targets].map((chunk) => [chunk, namingAll(chunk, chunks, known)] as const);
			const codes = new Map(nodes.map(({ fileName, code }) => [`nodes/${path.basename(fileName)}`, code]));
			for (const [chunk, code] of named) chunk.code = code;
			for (const chunk of all) chunk.code = withoutNodes(chunk.code, codes);
		},
	};
}
