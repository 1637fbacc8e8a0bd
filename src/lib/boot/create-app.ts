/** The composition root of the device: the only place where its rooms meet. */
import { SessionController } from '#lib/app/account/session.svelte.ts';
import type { App } from '#lib/app/app.ts';
import { MomentController } from '#lib/app/moment/moment.svelte.ts';
import { SyncController } from '#lib/app/sync/sync.svelte.ts';
import { openDevice } from '#lib/device/device.ts';
import { accountWire } from '#lib/transport/account-wire.ts';
import { createClient } from '#lib/transport/client.ts';
import { exchangeWire } from '#lib/transport/exchange-wire.ts';
import { momentWire } from '#lib/transport/moment-wire.ts';
import { officeWire } from '#lib/transport/office-wire.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { persistAfterFirstDraft } from './keep-storage.ts';
import { runSync } from './running-sync.ts';
import { registerWorker } from './worker-registration.ts';

let made: Promise<App> | null = null;

/**
 * The app of this page, made once. Resolves when what the phone knows is read, without waiting for any
 * network. Rejects with RefusalError `device.storage-lost` where the browser gives no storage.
 */
export function createApp(): Promise<App> {
	made ??= make();
	return made;
}

async function make(): Promise<App> {
	const device = openDevice({ clock: systemClock, random: systemRandom });
	await device.open();
	const client = createClient();
	const session = new SessionController(accountWire(client), device);
	const moment = new MomentController(momentWire(client), device.moment, systemClock);
	await Promise.all([session.start(), moment.start()]);

	let ask: () => Promise<void> = () => Promise.resolve();
	const sync = new SyncController(() => ask());
	ask = runSync(device, exchangeWire(client), sync).ask;

	const onContact = () => {
		void moment.refresh();
		void session.refresh();
	};
	addEventListener('online', onContact);
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState === 'visible') onContact();
	});
	persistAfterFirstDraft(device.enrollments);
	registerWorker();
	return { enrollments: device.enrollments, session, sync, moment, ...officeWire(client) };
}
