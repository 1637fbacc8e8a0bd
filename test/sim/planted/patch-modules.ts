/** Puts a planted fault into the text of one module, in this process alone. Call before the product is imported. */
import { registerHooks } from 'node:module';
import type { Patch } from './plant.ts';

/** Throws, when the module is loaded, where the text to replace does not stand there exactly once. */
export function patchModules(patches: readonly Patch[]): void {
	registerHooks({
		load(url, context, nextLoad) {
			const loaded = nextLoad(url, context);
			const own = patches.filter(({ file }) => url.endsWith(`/${file}`));
			if (own.length === 0) return loaded;
			let text = String(loaded.source);
			for (const { file, from, to } of own) {
				if (text.split(from).length !== 2) throw new Error(`${file} has not one place for the planted fault`);
				text = text.replace(from, () => to);
			}
			return { ...loaded, source: text };
		},
	});
}
