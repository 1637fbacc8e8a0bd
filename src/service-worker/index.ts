/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/*
 * Keeps the app itself on the phone: one visit, and every page opens without a network. It holds no record of
 * anybody: `/api` never passes through it, so no reply is ever cached.
 */
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { version } from '$service-worker';
import { languageForWorker } from '#lib/i18n/worker-language.ts';
import { nothingHere } from './nothing-here.ts';
import { precacheEntries, readParts } from './offline-parts.ts';
import { fromPreviousVersion, isHashedFile, keepPreviousVersion } from './previous-version.ts';
import { openInbox, showNotice } from './show-notice.ts';
import { wakePages } from './wake-pages.ts';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
/** adapter-static writes the shell after Kit has listed the pages, so it is in none of Kit's lists. */
const shell = '/200.html';

// Pages drawn at build time are for the first visit: on the phone the shell draws them like all others.
const entries = precacheEntries(readParts('OFFLINE-PARTS'), version);
precacheAndRoute(entries);
cleanupOutdatedCaches();
registerRoute(isHashedFile, fromPreviousVersion);
registerRoute(
	new NavigationRoute(
		async ({ request }) => (await matchPrecache(shell)) ?? (await fetch(request).catch(nothingHere)),
		{ denylist: [/^\/api\//] },
	),
);

worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('message', (event) => {
	// Only when the page says so: it knows whether somebody is in the middle of a word.
	if ((event.data as { type?: unknown } | null)?.type !== 'SKIP_WAITING') return;
	const own = new Set(entries.map(({ url }) => new URL(url, location.href).href));
	const ready = keepPreviousVersion(own).catch(() => undefined);
	event.waitUntil(ready.then(() => worker.skipWaiting()));
});

worker.addEventListener('sync', (event) => {
	const wakeUp = event as ExtendableEvent & { tag: string };
	if (wakeUp.tag === 'campuscover-sync') wakeUp.waitUntil(wakePages(worker.clients));
});

worker.addEventListener('push', (event) => {
	const show = async () => showNotice(worker.registration, event.data, await languageForWorker());
	event.waitUntil(show());
});

worker.addEventListener('notificationclick', (event) => {
	event.notification.close();
	event.waitUntil(openInbox(worker.clients));
});
