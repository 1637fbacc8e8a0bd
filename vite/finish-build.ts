/**
 * The last step of a build, once its files have their names: tells the service worker what to keep, tells the shell
 * what to fetch at once, packs everything.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Adapter } from '@sveltejs/kit';
import { readBuiltPages, schemeGroups, type BuiltPages } from './built-pages.ts';
import { partsInLine } from '../src/service-worker/offline-parts.ts';
import { offlinePacks } from './offline-packs.ts';
import { offlineParts } from './offline-parts.ts';
import { shellWithStartPage, withEarlyScript, withoutDetour } from './shell.ts';

/** Stands in the worker's source, where the list of files goes. */
const listGoesHere = 'OFFLINE-PARTS';
const shellFile = '200.html';
const earlyScript = 'theme.js';

export function finishBuild(adapter: Adapter, buildDir: string): Adapter {
	return {
		...adapter,
		async adapt(builder) {
			await adapter.adapt(builder);
			const built = readBuiltPages(builder.getClientDirectory());
			rewrite(path.join(buildDir, 'service-worker.js'), (code) => workerWithList(code, built, buildDir));
			const read = (file: string) => readFileSync(path.join(buildDir, file), 'utf8');
			rewrite(path.join(buildDir, shellFile), (html) => shellWithStartPage(withoutDetour(html, read), built));
			const script = read(earlyScript);
			for (const page of pagesIn(buildDir)) rewrite(page, (html) => withEarlyScript(html, script));
			rmSync(path.join(buildDir, earlyScript));
			await builder.compress(buildDir);
			packManifest(path.join(buildDir, 'manifest.webmanifest'));
		},
	};
}

function pagesIn(dir: string): string[] {
	return readdirSync(dir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
		.map((entry) => path.join(entry.parentPath, entry.name));
}

/** Kit packs by extension and does not know this one; browsers ask for it on a first visit. */
function packManifest(file: string): void {
	const text = readFileSync(file);
	writeFileSync(`${file}.br`, brotliCompressSync(text));
	writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }));
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
	const schemes = schemeGroups().flatMap((name) => [...built.filesOfGroup(name)]);
	const urls = (chosen: string[]) =>
		chosen.filter((file) => file !== 'service-worker.js' && file !== earlyScript).map((file) => `/${file}`);
	const first = urls([shellFile, ...schemes]);
	const later = urls(named.filter((file) => file !== shellFile));
	const parts = offlineParts(built, { first, later });
	const packs = offlinePacks(parts.later, (url) => readFileSync(path.join(buildDir, url), 'utf8'));
	for (const { url, content } of packs) {
		mkdirSync(path.join(buildDir, path.dirname(url)), { recursive: true });
		writeFileSync(path.join(buildDir, url), content);
	}
	return code.replace(listGoesHere, () => partsInLine({ ...parts, packs }));
}
