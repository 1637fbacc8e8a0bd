/** Has every `import()` of the page go through load-code.ts, which says why. */
import path from 'node:path';
import type { Plugin } from 'vite';

/** Vite's own helper, around each `import()` that it finds. */
const helper = '\0vite/preload-helper.js';
const own = path.resolve('vite/load-code.ts');

export function retriableImports(): Plugin {
	return {
		name: 'retriable-imports',
		apply: 'build',
		enforce: 'pre',
		load: (id) =>
			id === helper ? `export { loadCode as __vitePreload } from ${JSON.stringify(own)};` : null,
		generateBundle(_, bundle) {
			if (this.environment.name !== 'client') return;
			const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
			if (!chunks.some(({ modules }) => own in modules)) this.error('no import goes through load-code.ts');
		},
	};
}
