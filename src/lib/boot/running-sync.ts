import type { SyncController } from '#lib/app/sync/sync.svelte.ts';
import type { Device } from '#lib/device/device.ts';
import type { OwnerId } from '#lib/device/types.ts';
import { SyncEngine, type Reason } from '#lib/sync/engine.ts';
import type { ExchangePort } from '#lib/sync/ports.ts';
import { watchPokes } from '#lib/transport/pokes.ts';
import { watchSignals } from '#lib/transport/signals.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { oneAtATime, pageTimer } from './platform.ts';
import { askForWakeUp } from './worker-registration.ts';

/** Edits within this time leave together: a word typed is one mutation, not one for each letter. */
const gatherMs = 2_500;

/** One signed-in account's engine with everything that wakes it. */
class AccountSync {
	readonly #engine: SyncEngine;
	readonly #stops: (() => void)[] = [];
	#isLive = () => false;
	#isStopped = false;
	#gathering: ReturnType<typeof setTimeout> | null = null;

	constructor(device: Device, wire: ExchangePort, owner: OwnerId, show: SyncController) {
		const store = device.syncStore(owner);
		this.#engine = new SyncEngine({
			store,
			wire,
			timer: pageTimer,
			lock: oneAtATime('campuscover-sync'),
			clock: systemClock,
			random: systemRandom,
			onMoment: (moment) => void device.moment.keep(moment),
			// The name alone: messages may quote what a person typed.
			onBug: (error) => reportError(new Error(`sync met a bug: ${(error as Error | null)?.name}`)),
		});
		this.#stops.push(this.#engine.onStatus((status) => show.show(status)));
		this.#stops.push(
			watchSignals(
				() => void this.ask('signal'),
				() => this.#isLive(),
			),
		);
		void store.device().then((id) => {
			if (this.#isStopped) return;
			const pokes = watchPokes(id, () => void this.ask('signal'));
			this.#isLive = pokes.isLive;
			this.#stops.push(pokes.stop);
		});
		void this.ask('signal');
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
		void this.#engine.stop();
	}
}

/** Keeps one engine for whoever is signed in, none for the phone itself, and feeds the controller. */
export function runSync(
	device: Device,
	wire: ExchangePort,
	show: SyncController,
): { ask(): Promise<void>; hasEngine(): boolean } {
	let current: AccountSync | null = null;
	let newest = '';
	device.present.watch((owner) => {
		current?.stop();
		// The first look at the network may have ended before this is heard: its word stands.
		const isHeard = current === null && show.status.phase !== 'idle';
		const signedOut = isHeard ? show.status.phase : 'signed-out';
		show.show({ phase: owner === 'device' ? signedOut : 'idle', nextTryAtMs: null });
		current = owner === 'device' ? null : new AccountSync(device, wire, owner, show);
	});
	device.watchOutbox((counts) => {
		const { unsent, refused, lastSyncAtMs } = counts;
		show.show({ unsent, refused, lastSyncAtMs });
		if (counts.newest > newest) current?.gather();
		newest = counts.newest;
	});
	return {
		ask: () => current?.ask('person') ?? Promise.resolve(),
		hasEngine: () => current !== null,
	};
}
