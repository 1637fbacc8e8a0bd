import { createApp } from '#lib/boot/create-app.ts';
import { loadLanguage } from '#lib/i18n/in-language.ts';
import type { App } from '#lib/app/app.ts';

// Pages are drawn on the device: there is nothing on the server to draw them with, and offline nobody could.
export const ssr = false;
export const prerender = false;

/** The app, made once a visit; null when the browser gives no storage (then nothing could be kept safe). */
export async function load(): Promise<{ app: App | null }> {
	try {
		const [app] = await Promise.all([createApp(), loadLanguage()]);
		return { app };
	} catch {
		return { app: null };
	}
}
