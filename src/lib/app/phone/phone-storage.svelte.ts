import type { EmptiedStorage, StorageHealth } from '../app.ts';

/** Fed by boot from what the device room notices. */
export class PhoneStorage implements StorageHealth {
	#isLost = $state(false);
	#isKept = $state(true);
	emptied = $state.raw<EmptiedStorage | null>(null);

	get isLost(): boolean {
		return this.#isLost;
	}

	get isKept(): boolean {
		return this.#isKept;
	}

	/** The browser gives no storage: the page alone holds what is typed. */
	refused(): void {
		this.#isKept = false;
	}

	lost(): void {
		this.#isLost = true;
	}
}
