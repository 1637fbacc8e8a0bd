import type { StorageHealth } from '../app.ts';

/** Fed by boot from what the device room notices. */
export class PhoneStorage implements StorageHealth {
	#isLost = $state(false);

	get isLost(): boolean {
		return this.#isLost;
	}

	lost(): void {
		this.#isLost = true;
	}
}
