import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { workerSettings } from '#lib/i18n/worker-language.ts';

/** Leaves the chosen language where the worker finds it: it has no `localStorage`. Changing it loads the page anew. */
export async function tellWorkerLanguage(): Promise<void> {
	if (!('caches' in globalThis)) return;
	const settings = await caches.open(workerSettings.cache);
	await settings.put(workerSettings.languageUrl, new Response(getLocale()));
}
