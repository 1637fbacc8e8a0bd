import type { Workbox } from 'workbox-window';
import { dev, version } from '$app/environment';
import { navigating } from '$app/state';
import type { AppUpdate } from '#lib/app/phone/app-update.svelte.ts';
import { firstFieldAtHand } from './background-loading.ts';

/** How often an open page asks whether there is a new version, at most. */
const askAgainMs = 3_600_000;

/**
 * Registers the service worker. A new version that waits is only offered: it takes over when the person says
 * so or when all tabs are closed, never over somebody's half-typed word.
 */
export function registerWorker(update: AppUpdate): void {
	watchMissingFiles(update);
	if (!('serviceWorker' in navigator) || dev) return;
	const whenTaking = watchControl(update);
	const register = async () => {
		// With the first field there already, its few kilobytes keep nobody waiting.
		const { Workbox, messageSW } = await import('workbox-window');
		const workbox = new Workbox('/service-worker.js');
		const registration = await workbox.register({ immediate: true });
		if (!registration) return;
		watchWaiting(registration, update, (waiting) => {
			whenTaking();
			void messageSW(waiting, { type: 'SKIP_WAITING' });
		});
		askNowAndThen(workbox);
	};
	// After the first field. Without a worker (private mode, iOS in-app browsers) the app works online.
	void firstFieldAtHand.then(register).catch(() => undefined);
}

/**
 * Offers each new version when it is whole and waits, however many come while this page is open: Workbox's own
 * `waiting` event stops after the first that it did not expect.
 */
function watchWaiting(
	registration: ServiceWorkerRegistration,
	update: AppUpdate,
	take: (waiting: ServiceWorker) => void,
): void {
	const look = () => {
		// The first version ever waits for nobody.
		if (!registration.waiting || !navigator.serviceWorker.controller) return;
		update.offer(() => {
			if (registration.waiting) take(registration.waiting);
		});
	};
	registration.addEventListener('updatefound', () => {
		registration.installing?.addEventListener('statechange', look);
	});
	look();
}

/** Follows which version answers for this page. What it returns says that the next change is this page's own wish. */
function watchControl(update: AppUpdate): () => void {
	let isTaking = false;
	let hasWorker = navigator.serviceWorker.controller !== null;
	navigator.serviceWorker.addEventListener('controllerchange', () => {
		const isFirst = !hasWorker;
		hasWorker = true;
		if (isFirst) return;
		if (isTaking) location.reload();
		// Another tab took it: this one goes on as it is until its person says so, too.
		else update.offer(() => location.reload());
	});
	return () => {
		isTaking = true;
	};
}

function askNowAndThen(workbox: Workbox): void {
	let askedAtMs = performance.now();
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState !== 'visible' || performance.now() - askedAtMs < askAgainMs) return;
		askedAtMs = performance.now();
		workbox.update().catch(() => undefined);
	});
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

/** Lets the browser wake the worker, and the worker the page, when the network returns (Chromium only). */
export async function askForWakeUp(): Promise<void> {
	const registration = await navigator.serviceWorker?.getRegistration();
	const { sync } = (registration ?? {}) as { sync?: { register(tag: string): Promise<void> } };
	await sync?.register('campuscover-sync').catch(() => undefined);
}
