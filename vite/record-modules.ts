import path from 'node:path';
import type { Plugin } from 'vite';

export const modulesFile = '.vite/modules.json';

/** Writes beside Vite's manifest which sources each built file holds; it is read by checks and never served. */
export function recordModules(): Plugin {
	return {
		name: 'record-modules',
		apply: 'build',
		generateBundle(_, bundle) {
			if (this.environment.name !== 'client') return;
			const sourcesByFile: Record<string, string[]> = {};
			for (const chunk of Object.values(bundle)) {
				if (chunk.type !== 'chunk') continue;
				sourcesByFile[chunk.fileName] = Object.entries(chunk.modules)
					.filter(([, { renderedLength }]) => renderedLength > 0)
					.map(([id]) => path.relative('.', id));
			}
			this.emitFile({ type: 'asset', fileName: modulesFile, source: JSON.stringify(sourcesByFile) });
		},
	};
}
