import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	compilerOptions: { runes: true },
	kit: {
		// One shell for every address: pages are drawn on the device, so a deep link opens offline too.
		adapter: adapter({ pages: 'build', assets: 'build', fallback: '200.html', precompress: true }),
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
