import path from 'node:path';
import { build } from 'vite';

/** `fill.ts` as one script that a page can be given. */
export async function fillScript(): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			minify: false,
			lib: { entry: path.join(import.meta.dirname, 'fill.ts'), formats: ['iife'], name: 'filling' },
		},
	});
	const [{ output }] = (Array.isArray(built) ? built : [built]) as [{ output: { code: string }[] }];
	return output[0]!.code;
}
