import type { SyncController } from '#lib/app/sync/sync.svelte.ts';
import type { Device } from '#lib/device/device.ts';
import type { OwnerId } from '#lib/device/types.ts';
import type { ExchangePort } from '#lib/sync/ports.ts';
import type { UploadWirePort } from '#lib/sync/upload-ports.ts';
import type { AccountSync } from './account-sync.ts';

interface RunningSync {
	ask(): Promise<void>;
	/** Somebody is signed in: their engine runs, or is about to. */
	hasEngine(): boolean;
	/** A moment to try again, where the engine's own code could not be loaded. */
	start(): Promise<void>;
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
): RunningSync {
	let owner: OwnerId = 'device';
	let current: AccountSync | null = null;
	let waiting = '';

	const load = async (own: OwnerId) => {
		const [{ AccountSync }, store] = await Promise.all([import('./account-sync.ts'), device.syncStore(own)]);
		// Another account may have come meanwhile, with a start of its own.
		if (own === owner && !current) current = new AccountSync({ device, store, wire, show, uploadWire });
	};
	const start = async () => {
		if (owner === 'device' || current) return;
		const own = owner;
		await load(own).catch(() => {
			if (own === owner) show.show({ phase: 'offline' });
		});
	};
	device.present.watch((now) => {
		current?.stop();
		// The first look at the network may have ended before this is heard: its word stands.
		const isHeard = current === null && show.status.phase !== 'idle';
		const signedOut = isHeard ? show.status.phase : 'signed-out';
		show.show({ phase: now === 'device' ? signedOut : 'idle', nextTryAtMs: null });
		owner = now;
		current = null;
		void start();
	});
	device.watchOutbox((counts) => {
		const { unsent, refused, lastSyncAtMs } = counts;
		show.show({ unsent, refused, lastSyncAtMs });
		if (counts.waiting !== '' && counts.waiting !== waiting) current?.gather();
		waiting = counts.waiting;
	});
	return {
		async ask() {
			await start();
			await current?.ask('person');
		},
		hasEngine: () => owner !== 'device',
		start,
	};
}
