import { browser } from '$app/environment';
import { createApp } from '#lib/boot/create-app.ts';
import { loadLanguage } from '#lib/i18n/in-language.ts';
import type { App } from '#lib/app/app.ts';

// Pages are drawn on the device: there is nothing on the server to draw them with, and offline nobody could.
// The guide alone is also drawn at build time.
export const ssr = false;
export const prerender = false;

/**
 * The app, made once a visit; null when the browser gives no storage (then nothing could be kept safe), undefined
 * at build time.
 */
export async function load(): Promise<{ app: App | null | undefined }> {
	if (!browser) return { app: undefined };
	try {
		const [app] = await Promise.all([createApp(), loadLanguage()]);
		return { app };
	} catch {
		return { app: null };
	}
}
