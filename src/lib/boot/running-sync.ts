import type { PhoneStorage } from '#lib/app/phone/phone-storage.svelte.ts';
import type { SyncController } from '#lib/app/sync/sync.svelte.ts';
import type { Device } from '#lib/device/device.ts';
import type { OwnerId } from '#lib/device/types.ts';
import type { ExchangePort } from '#lib/sync/ports.ts';
import type { UploadWirePort } from '#lib/sync/upload-ports.ts';
import type { AccountSync } from './account-sync.ts';
import { untilDone } from './until-done.ts';

/** What could not be fetched now is fetched with the next occasion. */
const ignore = () => undefined;

interface RunningSync {
	ask(): Promise<void>;
	/** Somebody is signed in: their engine runs, or is about to. */
	hasEngine(): boolean;
}

/**
 * Keeps one engine for whoever is signed in, none for the phone itself, and feeds the controller. The engine's
 * code is loaded with the first sign-in: a first visit has nothing to sync.
 */
export function runSync(
	device: Device,
	wire: ExchangePort,
	show: SyncController,
	uploadWire: UploadWirePort,
	storage: PhoneStorage,
): RunningSync {
	let owner: OwnerId = 'device';
	let current: AccountSync | null = null;
	let waiting = '';

	const load = async (own: OwnerId) => {
		const [{ AccountSync }, store] = await Promise.all([import('./account-sync.ts'), device.syncStore(own)]);
		// Another account may have come meanwhile, with a start of its own.
		if (own === owner && !current)
			current = new AccountSync({ device, store, wire, show, uploadWire, storage });
	};
	/** Whether the engine of whoever is signed in runs, or nobody's has to. */
	const start = async (): Promise<boolean> => {
		if (owner === 'device' || current) return true;
		const own = owner;
		return load(own).then(
			() => true,
			() => {
				if (own === owner) show.show({ phase: 'offline' });
				return false;
			},
		);
	};
	let stopStarting = () => {};
	device.present.watch((now) => {
		current?.stop();
		stopStarting();
		// The first look at the network may have ended before this is heard: its word stands.
		const isHeard = current === null && show.status.phase !== 'idle';
		const signedOut = isHeard ? show.status.phase : 'signed-out';
		show.show({ phase: now === 'device' ? signedOut : 'idle', nextTryAtMs: null });
		owner = now;
		current = null;
		stopStarting = untilDone(start);
	});
	device.watchOutbox((counts) => {
		const { unsent, refused, lastSyncAtMs } = counts;
		show.show({ unsent, refused, lastSyncAtMs });
		void import('./emptied-storage.ts').then(({ markUnsent }) => markUnsent(storage, counts), ignore);
		if (counts.waiting !== '' && counts.waiting !== waiting) current?.gather();
		waiting = counts.waiting;
	});
	return {
		async ask() {
			await start();
			await current?.ask('person');
		},
		hasEngine: () => owner !== 'device',
	};
}
