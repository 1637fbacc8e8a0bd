import { dev } from '$app/environment';
import { updateReady } from './update-ready.svelte.ts';

/**
 * Registers the service worker. A new version that waits is only reported (`updateReady`): it takes over when
 * the person says so or when all tabs are closed, never over somebody's half-typed word.
 */
export async function registerWorker(): Promise<void> {
	if (!('serviceWorker' in navigator) || dev) return;
	const { Workbox } = await import('workbox-window');
	const workbox = new Workbox('/service-worker.js');
	workbox.addEventListener('waiting', () => {
		updateReady.offer(() => {
			workbox.addEventListener('controlling', () => location.reload());
			workbox.messageSkipWaiting();
		});
	});
	// Without a worker (private mode, iOS in-app browsers) the app works online.
	workbox.register().catch(() => undefined);
}

/** Lets the browser wake the worker, and the worker the page, when the network returns (Chromium only). */
export async function askForWakeUp(): Promise<void> {
	const registration = await navigator.serviceWorker?.getRegistration();
	const { sync } = (registration ?? {}) as { sync?: { register(tag: string): Promise<void> } };
	await sync?.register('campuscover-sync').catch(() => undefined);
}
