import type { Device } from '#lib/device/device.ts';
import { askHowDrivesStand } from './volunteer.ts';

/** Each answer lengthens the lease: so often is enough. */
const atMostEveryMs = 60_000;

/** Asks at each sign of a network whether the drives still stand, on whatever page and with the vault locked too. */
export function volunteerContact(device: Device): () => void {
	let askedAtMs = -Infinity;
	return () => {
		if (performance.now() - askedAtMs < atMostEveryMs) return;
		askedAtMs = performance.now();
		void askHowDrivesStand(device).catch(() => undefined);
	};
}
