import { Workbox, messageSW } from 'workbox-window';
import type { AppUpdate } from '#lib/app/phone/app-update.svelte.ts';
import { keepOffline } from './offline-copy.ts';

/** How often an open page asks whether there is a new version, at most. */
const askAgainMs = 3_600_000;

/** Watched once a page, however often the worker is tried. */
let control: (() => void) | null = null;

/**
 * Registers the worker, offers its new versions, and has it keep the app. False where none could be installed: call it
 * again when the network is back. `before` controlled this page when it was loaded.
 */
export async function keepWorker(update: AppUpdate, before: ServiceWorker | null): Promise<boolean> {
	const whenTaking = (control ??= watchControl(update, before));
	const workbox = new Workbox('/service-worker.js');
	const registration = await workbox.register({ immediate: true });
	if (!registration || !(await isInstalled(registration))) return false;
	watchWaiting(registration, update, (waiting) => {
		whenTaking();
		void messageSW(waiting, { type: 'SKIP_WAITING' });
	});
	askNowAndThen(workbox);
	void keepOffline(registration);
	return true;
}

/** Whether a version is on this phone, once the first has come or has failed to. */
async function isInstalled(registration: ServiceWorkerRegistration): Promise<boolean> {
	const first = registration.active ?? registration.waiting ?? registration.installing;
	if (!first || registration.active) return first !== null;
	return new Promise((resolve) => {
		const look = () => {
			if (first.state === 'activated') resolve(true);
			else if (first.state === 'redundant') resolve(false);
		};
		first.addEventListener('statechange', look);
		look();
	});
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
	const follow = () => registration.installing?.addEventListener('statechange', look);
	registration.addEventListener('updatefound', follow);
	follow();
	look();
}

/** Follows which version answers for this page. What it returns says that the next change is this page's own wish. */
function watchControl(update: AppUpdate, before: ServiceWorker | null): () => void {
	let isTaking = false;
	let known = before;
	const look = () => {
		const isFirst = known === null;
		known = navigator.serviceWorker.controller;
		if (isFirst) return;
		if (isTaking) location.reload();
		// Another tab took it: this one goes on as it is until its person says so, too.
		else update.offer(() => location.reload());
	};
	navigator.serviceWorker.addEventListener('controllerchange', look);
	if (navigator.serviceWorker.controller !== before) look();
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
