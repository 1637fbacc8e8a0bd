/**
 * The last step of a build, once its files have their names: tells the service worker what to keep, tells the shell
 * what to fetch at once, packs everything.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Adapter } from '@sveltejs/kit';
import { readBuiltPages, type BuiltPages } from './built-pages.ts';
import { formPages, offlineParts, partsInLine } from './offline-parts.ts';

/** Stands in the worker's source, where the list of files goes. */
const listGoesHere = 'OFFLINE-PARTS';
const shellFile = '200.html';

export function finishBuild(adapter: Adapter, buildDir: string): Adapter {
	return {
		...adapter,
		async adapt(builder) {
			await adapter.adapt(builder);
			const built = readBuiltPages(builder.getClientDirectory());
			rewrite(path.join(buildDir, 'service-worker.js'), (code) => workerWithList(code, built, buildDir));
			rewrite(path.join(buildDir, shellFile), (html) => shellWithStartPage(html, built));
			await builder.compress(buildDir);
		},
	};
}

function rewrite(file: string, change: (text: string) => string): void {
	writeFileSync(file, change(readFileSync(file, 'utf8')));
}

function workerWithList(code: string, built: BuiltPages, buildDir: string): string {
	if (code.split(listGoesHere).length !== 2) throw new Error('the worker has no single place for its list');
	// Pages drawn at build time are for the first visit: on the phone the shell draws them like all others.
	const named = readdirSync(buildDir).filter(
		(file) => file === shellFile || /\.(js|svg|png|webmanifest)$/.test(file),
	);
	const isNeededFirst = (file: string) => file === shellFile || file === 'theme.js';
	const urls = (chosen: string[]) =>
		chosen.filter((file) => file !== 'service-worker.js').map((file) => `/${file}`);
	// Kit's shell also names styles of what a layout may load later.
	const shell = readFileSync(path.join(buildDir, shellFile), 'utf8');
	const inShell = shell.match(/\/_app\/immutable\/[\w./~-]+/g) ?? [];
	const first = [...urls(named.filter(isNeededFirst)), ...inShell];
	const later = urls(named.filter((file) => !isNeededFirst(file)));
	const parts = offlineParts(built, { first, later });
	return code.replace(listGoesHere, () => partsInLine(parts));
}

/** Kit's shell names what every page needs; nearly everybody's first page is the start page. */
export function shellWithStartPage(html: string, built: Pick<BuiltPages, 'filesOf'>): string {
	const missing = [...built.filesOf('+page.svelte')].filter((file) => !html.includes(file));
	const links = missing.map((file) =>
		file.endsWith('.css')
			? `<link href="/${file}" rel="stylesheet">`
			: `<link href="/${file}" rel="modulepreload">`,
	);
	const known = [...missing, html].join();
	const next = new Set(formPages.flatMap((page) => [...built.filesOf(page)]));
	for (const file of next) if (!known.includes(file)) links.push(`<link href="/${file}" rel="prefetch">`);
	return html.replace('</head>', () => `${links.join('')}</head>`);
}
