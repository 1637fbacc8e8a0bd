import type { StorageHealth } from '../app.ts';

/** Fed by boot from what the device room notices. */
export class PhoneStorage implements StorageHealth {
	#isLost = $state(false);
	#isKept = $state(true);

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
