import { browser } from '$app/environment';
import { createApp } from '#lib/boot/create-app.ts';
import { loadLanguage } from '#lib/i18n/in-language.ts';
import type { App } from '#lib/app/app.ts';
import { RefusalError } from '#shared/errors/refusal.ts';

// Pages are drawn on the device: there is nothing on the server to draw them with, and offline nobody could.
// The guide alone is also drawn at build time.
export const ssr = false;
export const prerender = false;

interface Opened {
	/** Made once a visit; undefined at build time. */
	app: App | null | undefined;
	/** Why there is none: nothing could be kept safe here, or a part of the app has not come. */
	problem: 'no-storage' | 'incomplete' | null;
}

export async function load({ depends }: { depends(name: `${string}:${string}`): void }): Promise<Opened> {
	depends('campuscover:app');
	if (!browser) return { app: undefined, problem: null };
	try {
		const [app] = await Promise.all([createApp(), loadLanguage()]);
		return { app, problem: null };
	} catch (error) {
		const isIncomplete = error instanceof RefusalError && error.refusal.code === 'network.offline';
		return { app: null, problem: isIncomplete ? 'incomplete' : 'no-storage' };
	}
}
