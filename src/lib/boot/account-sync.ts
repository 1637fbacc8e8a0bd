import type { PhoneStorage } from '#lib/app/phone/phone-storage.svelte.ts';
import type { SyncController } from '#lib/app/sync/sync.svelte.ts';
import type { Device } from '#lib/device/device.ts';
import type { OwnerId } from '#lib/device/types.ts';
import type { SyncStore } from '#lib/device/sync-store.ts';
import { SyncEngine } from '#lib/sync/engine.ts';
import type { ExchangePort } from '#lib/sync/ports.ts';
import type { Reason } from '#lib/sync/runner.ts';
import type { UploadWirePort } from '#lib/sync/upload-ports.ts';
import { watchPokes } from '#lib/transport/pokes.ts';
import { watchSignals } from '#lib/transport/signals.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import type { AccountUploads } from './account-uploads.ts';
import { hearOfFormer } from './emptied-storage.ts';
import { isOut, oneAtATime, pageTimer } from './platform.ts';
import { untilDone } from './until-done.ts';
import { askForWakeUp } from './wake-up.ts';

/** Edits within this time leave together: a word typed is one mutation, not one for each letter. */
const gatherMs = 2_500;

interface AccountSyncParts {
	device: Device;
	store: SyncStore;
	wire: ExchangePort;
	show: SyncController;
	/** For the account's files. */
	uploadWire: UploadWirePort;
	/** Where an emptied storage is told. */
	storage: PhoneStorage;
}

/** One signed-in account's engine with everything that wakes it. */
export class AccountSync {
	readonly #engine: SyncEngine;
	readonly #stops: (() => void)[] = [];
	#isLive = () => false;
	#isStopped = false;
	#uploads: AccountUploads | null = null;
	/** Of a volunteer: asks how the drives stand. */
	#askAboutDrives: (() => void) | null = null;
	#gathering: ReturnType<typeof setTimeout> | null = null;

	constructor({ device, store, wire, show, uploadWire, storage }: AccountSyncParts) {
		this.#engine = new SyncEngine({
			store,
			wire,
			timer: pageTimer,
			lock: oneAtATime('campuscover-sync'),
			clock: systemClock,
			random: systemRandom,
			isOut,
			onMoment: (moment) => void device.moment.keep(moment),
			onFormer: (former) => hearOfFormer(storage, former),
			// The name alone: messages may quote what a person typed.
			onBug: (error) => reportError(new Error(`sync met a bug: ${(error as Error | null)?.name}`)),
		});
		let wasInTrouble = false;
		this.#stops.push(
			this.#engine.onStatus((status) => {
				show.show(status);
				if (status.phase === 'syncing') return;
				// The line is back, and the uploader may be in the middle of a long wait for it.
				if (wasInTrouble && status.phase === 'idle') this.#uploads?.signal();
				wasInTrouble = status.phase !== 'idle';
			}),
			watchSignals(
				() => this.#signal(),
				() => this.#isLive(),
			),
		);
		void store.device().then((id) => {
			if (this.#isStopped) return;
			const pokes = watchPokes(id, () => this.#signal());
			this.#isLive = pokes.isLive;
			this.#stops.push(pokes.stop);
		});
		this.#stops.push(
			device.watchDocuments(store.owner, () => {
				this.#stops.push(untilDone(() => this.#beginUploads(device, store.owner, uploadWire)));
			}),
		);
		this.#stops.push(
			device.watchKits(store.owner, () => {
				this.#stops.push(untilDone(() => this.#beginContact(device)));
			}),
		);
		void this.ask('signal');
	}

	/** A moment to try: online, focus, a poke, a poll. */
	#signal(): void {
		void this.ask('signal');
		this.#uploads?.signal();
		this.#askAboutDrives?.();
	}

	/** Most people are no volunteer: the code comes with the first drive. */
	async #beginContact(device: Device): Promise<boolean> {
		const { volunteerContact } = await import('./volunteer-contact.ts');
		this.#askAboutDrives = volunteerContact(device);
		if (!this.#isStopped) this.#askAboutDrives();
		return true;
	}

	/** Most people have no file to send: the uploader's code is loaded with the first, and may come later than it. */
	async #beginUploads(device: Device, owner: OwnerId, wire: UploadWirePort): Promise<boolean> {
		const [{ AccountUploads }, uploadStore] = await Promise.all([
			import('./account-uploads.ts'),
			device.uploadStore(owner),
		]);
		if (this.#isStopped || this.#uploads) return true;
		const onReleased = () => void this.ask('signal');
		this.#uploads = new AccountUploads({ store: uploadStore, wire, onReleased });
		return true;
	}

	ask(reason: Reason): Promise<void> {
		return this.#engine.ask(reason);
	}

	/** Something was written: sync when the typing pauses. */
	gather(): void {
		void askForWakeUp();
		if (this.#gathering !== null) clearTimeout(this.#gathering);
		this.#gathering = setTimeout(() => void this.ask('work'), gatherMs);
	}

	stop(): void {
		this.#isStopped = true;
		if (this.#gathering !== null) clearTimeout(this.#gathering);
		for (const stop of this.#stops) stop();
		this.#uploads?.stop();
		void this.#engine.stop();
	}
}
