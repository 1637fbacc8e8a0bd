/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/*
 * Keeps the app itself on the phone: one visit, and every page opens without a network. It holds no record of
 * anybody: `/api` never passes through it, so no reply is ever cached.
 */
import { cleanupOutdatedCaches } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { version } from '$service-worker';
import { languageForWorker } from '#lib/i18n/worker-language.ts';
import { KeptFiles } from './kept-files.ts';
import { nothingHere } from './nothing-here.ts';
import { readParts } from './offline-parts.ts';
import { shell } from './own-file.ts';
import { fromPreviousVersion, isHashedFile, keepPreviousVersion } from './previous-version.ts';
import { handOver, receiveShared, sharePath } from './shared-files.ts';
import { openInbox, showNotice } from './show-notice.ts';
import { wakePages } from './wake-pages.ts';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const files = new KeptFiles(readParts('OFFLINE-PARTS'), version);

files.list(worker.registration.active === null);
worker.addEventListener('install', (event) => files.install(event));
worker.addEventListener('activate', (event) => {
	files.activate(event);
	event.waitUntil(worker.clients.claim());
});
cleanupOutdatedCaches();

registerRoute(
	({ url }) => files.has(url),
	({ request, event }) => files.answer(request, event),
);
registerRoute(isHashedFile, fromPreviousVersion);
registerRoute(
	({ url, sameOrigin }) => sameOrigin && url.pathname === sharePath,
	({ request, event }) => receiveShared(request, event),
	'POST',
);

/** Pages drawn at build time are for the first visit: on the phone the shell draws them like all others. */
async function openPage(request: Request): Promise<Response> {
	const kept = await files.kept(shell);
	// Where this version cannot be completed any more, the newer one is on the network, whole.
	if (kept && !files.isOutdated) return kept;
	return fetch(request).catch(() => kept ?? nothingHere());
}
registerRoute(new NavigationRoute(({ request }) => openPage(request), { denylist: [/^\/api\//] }));

interface Wish {
	type?: unknown;
	/** What the page has loaded: it lies in the browser's cache. */
	urls?: string[];
}

worker.addEventListener('message', (event) => {
	const { type, urls } = (event.data ?? {}) as Wish;
	if (type === 'KEEP') {
		event.waitUntil(files.keep(urls).then((isWhole) => event.ports[0]?.postMessage(isWhole)));
	}
	if (type === 'SHARED') event.ports[0]?.postMessage(handOver());
	// Only when the page says so: it knows whether somebody is in the middle of a word.
	if (type !== 'SKIP_WAITING') return;
	const ready = keepPreviousVersion(files.addresses()).catch(() => undefined);
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
