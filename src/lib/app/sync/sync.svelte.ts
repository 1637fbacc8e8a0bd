import type { Sync } from '#lib/app/app.ts';
import type { SyncStatus } from '#lib/device/types.ts';

/** What the sync controller shows, fed by boot: the engine's phase and the outbox's counts. */
export class SyncController implements Sync {
	readonly #ask: () => Promise<void>;
	#status = $state.raw<SyncStatus>({
		phase: 'idle',
		lastSyncAtMs: null,
		unsent: 0,
		refused: 0,
		nextTryAtMs: null,
	});

	#isOutdated = $state(false);

	constructor(ask: () => Promise<void>) {
		this.#ask = ask;
	}

	get status(): SyncStatus {
		return this.#status;
	}

	get isOutdated(): boolean {
		return this.#isOutdated;
	}

	/** Resolves when the exchange that answers this ask has ended, well or not; `status` tells which. */
	syncNow(): Promise<void> {
		return this.#ask();
	}

	show(part: Partial<SyncStatus>): void {
		this.#status = { ...this.#status, ...part };
		// Trying again, or being offline, makes no old version new.
		if (part.phase === 'outdated') this.#isOutdated = true;
		if (part.phase === 'idle') this.#isOutdated = false;
	}
}
