/** The composition root of the device: the only place where its rooms meet. */
import { SessionController } from '#lib/app/account/session.svelte.ts';
import type { App } from '#lib/app/app.ts';
import { InboxController } from '#lib/app/notice/inbox.svelte.ts';
import { AppUpdate } from '#lib/app/phone/app-update.svelte.ts';
import { PhoneStorage } from '#lib/app/phone/phone-storage.svelte.ts';
import { MomentController } from '#lib/app/moment/moment.svelte.ts';
import { SyncController } from '#lib/app/sync/sync.svelte.ts';
import type { SyncStatus } from '#lib/device/types.ts';
import { verdictOf } from '#lib/sync/verdict.ts';
import { lazyWires } from '#lib/transport/lazy-wires.ts';
import { askMoment } from '#lib/transport/moment-wire.ts';
import { watchContact } from '#lib/transport/signals.ts';
import { RefusalError, type Refusal } from '#shared/errors/refusal.ts';
import { systemClock } from '#shared/std/clock.ts';
import { firstFieldAtHand, formAtHand, quietAtLast } from './background-loading.ts';
import { firstMomentToAsk } from './first-contact.ts';
import { showUnread } from './icon-badge.ts';
import { persistAfterFirstDraft } from './keep-storage.ts';
import { oneAtATime } from './platform.ts';
import { letGoWhileAsleep } from './page-sleep.ts';
import { keepPushWithOwner } from './push-with-owner.ts';
import { runSync } from './running-sync.ts';
import { lateClaims } from './late-claims.ts';
import { linkManifest } from './late-manifest.ts';
import { lateParts } from './late-parts.ts';
import type { OpenedStorage } from './open-storage.ts';
import { loseStorage, startStorage } from './start-storage.ts';
import { tellWorkerLanguage } from './worker-language.ts';
import { untilDone } from './until-done.ts';
import { registerWorker } from './worker-registration.ts';

function phaseOf(refusal: Refusal | null): SyncStatus['phase'] {
	if (!refusal) return 'signed-out';
	const verdict = verdictOf(refusal);
	return verdict.kind === 'wait' ? verdict.phase : 'failing';
}

const homeScreen = () => import('./home-screen.ts');

let made: Promise<App> | null = null;

/**
 * The app of this page, made once. Resolves when what the phone knows is read, without waiting for any network; on a
 * first visit it knows nothing, and the code of its storage comes after the first field.
 * Rejects with RefusalError `device.storage-lost` where the browser gives no storage, with `network.offline` where code
 * is missing that the phone should have kept: then the next call tries again.
 */
export function createApp(): Promise<App> {
	made ??= make().catch((error: unknown) => {
		made = null;
		throw error;
	});
	return made;
}

/** Calls once, when the app that could not be made is there after all; tries until then. Returns how to stop. */
export function watchApp(onApp: () => void): () => void {
	return untilDone(async () => {
		await createApp();
		onApp();
		return true;
	});
}

/** Opens the phone's storage. Rejects as `createApp` does. */
async function openStorage(storage: PhoneStorage): Promise<OpenedStorage> {
	const code = await import('./open-storage.ts').catch(missing);
	const opened = await code.openStorage();
	if (!opened.isKept) storage.refused();
	return opened;
}

function missing(): never {
	throw new RefusalError({ code: 'network.offline' });
}

async function make(): Promise<App> {
	const storage = new PhoneStorage();
	const device = await startStorage(() => openStorage(storage), quietAtLast, storage);
	letGoWhileAsleep(device);
	device.onLost(() => loseStorage(storage));
	const wires = lazyWires(async () => (await import('#lib/transport/wires.ts')).createWires());
	const session = new SessionController(wires.account, device, oneAtATime('campuscover-session'));
	const moment = new MomentController(
		{ now: askMoment, move: wires.moment.move },
		device.moment,
		systemClock,
	);
	await Promise.all([session.start(), moment.start()]);

	const inbox = new InboxController(device.notices);
	inbox.start(showUnread);

	const sync = new SyncController(async () => {
		await Promise.all([contact(), running.ask()]);
	});
	const running = runSync(device, wires.exchange, sync, wires.upload, storage);
	const contact = async () => {
		const [refusal] = await Promise.all([moment.refresh(), session.refresh()]);
		// With nobody signed in no exchange runs, and this is all that the bar can know of the network.
		if (!running.hasEngine()) sync.show({ phase: phaseOf(refusal) });
	};
	// Storage that got lost is reported by the next command; a look at the clock has nobody to tell.
	const look = () => void contact().catch(() => undefined);
	watchContact(look, () => sync.show({ phase: 'offline' }));
	const known = { session, moment, present: device.present, whenQuiet: quietAtLast };
	void firstMomentToAsk(known).then(look);
	persistAfterFirstDraft(device.enrollments);
	const update = new AppUpdate();
	registerWorker(update);
	void formAtHand.then(linkManifest);
	const push = keepPushWithOwner(device.present, quietAtLast);
	void tellWorkerLanguage().catch(() => undefined);
	if (matchMedia('(display-mode: standalone)').matches) {
		void firstFieldAtHand.then(homeScreen).then(
			(home) => home.followLaunches(),
			() => undefined,
		);
	}
	return {
		enrollments: device.enrollments,
		session,
		sync,
		moment,
		inbox,
		push,
		update,
		storage,
		review: wires.review,
		office: wires.office,
		payment: wires.payment,
		stop: wires.stop,
		...lateClaims(device),
		...lateParts(device),
		get isKept() {
			return storage.isKept;
		},
		install: async () => (await homeScreen()).installOffer,
		received: async () => (await import('./received.ts')).receivedFiles(device),
		rescue: () => device.rescue(),
		watchSpoiled: device.watchSpoiled,
		settleSpoiled: device.settleSpoiled,
		keeping: async () => (await homeScreen()).readKeeping(storage.isKept),
		room: async () => (await homeScreen()).readStorageRoom(device, storage.isKept),
	};
}
