import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { finishBuild } from './vite/finish-build.ts';

/**
 * The name of this build: a hash of what it is made from. The default, the time at which this file is read, differs
 * between the parts of one build when anything else reads it meanwhile, and such a build does not start.
 */
function buildName() {
	const hash = createHash('sha256');
	for (const folder of ['src', 'static']) {
		const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
		const files = entries
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name));
		// The build itself writes these: compiled messages and their compiler's cache.
		for (const file of files.filter((path) => !/paraglide|\.inlang/.test(path)).sort()) {
			hash.update(file).update(readFileSync(file));
		}
	}
	return hash.update(readFileSync('package-lock.json')).digest('hex').slice(0, 16);
}

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		version: { name: buildName() },
		// One shell for every address: pages are drawn on the device, so a deep link opens offline too.
		adapter: finishBuild(adapter({ pages: 'build', assets: 'build', fallback: '200.html' }), 'build'),
		// lib/boot registers the worker through workbox-window, which tells when an update waits.
		serviceWorker: { register: false },
		files: { serviceWorker: 'src/service-worker/index.ts' },
		// frame-ancestors is ignored in a meta tag: server/http sends it as a header.
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self'],
				// The one style attribute in the app is Kit's own: it hides the announcer of page titles.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				'img-src': ['self', 'data:', 'blob:'],
				'connect-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['self'],
			},
		},
		alias: { '#lib/*': 'src/lib/*', '#shared/*': 'src/lib/shared/*' },
	},
};
