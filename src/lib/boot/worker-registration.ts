import { dev, version } from '$app/environment';
import { navigating } from '$app/state';
import type { AppUpdate } from '#lib/app/phone/app-update.svelte.ts';
import { formAtHand } from './background-loading.ts';
import { untilDone } from './until-done.ts';

/**
 * Registers the service worker. A new version that waits is only offered: it takes over when the person says
 * so or when all tabs are closed, never over somebody's half-typed word.
 */
export function registerWorker(update: AppUpdate): void {
	watchMissingFiles(update);
	if (!('serviceWorker' in navigator) || dev) return;
	const before = navigator.serviceWorker.controller;
	const keep = async () => (await import('./worker-upkeep.ts')).keepWorker(update, before);
	// Without a worker (private mode, iOS in-app browsers) the app works online.
	void formAtHand.then(() => untilDone(keep));
}

/**
 * A page without a worker may miss a file that a newer deploy no longer has. On the way to another page Kit
 * loads that page anew by itself; for a part of the present page the new version is offered.
 */
function watchMissingFiles(update: AppUpdate): void {
	addEventListener('vite:preloadError', () => {
		if (!navigating.to) void isOutdated().then((is) => is && update.offer(() => location.reload()));
	});
}

async function isOutdated(): Promise<boolean> {
	try {
		const answer = await fetch('/_app/version.json', { cache: 'no-store' });
		const deployed = (await answer.json()) as { version?: unknown };
		return typeof deployed.version === 'string' && deployed.version !== version;
	} catch {
		return false;
	}
}
