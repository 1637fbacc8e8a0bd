import { messageSW } from 'workbox-window';
import type { SharedFilesPort } from '#lib/app/received/ports.ts';
import { ReceivedFiles } from '#lib/app/received/received-files.svelte.ts';
import type { Device } from '#lib/device/device.ts';

/** The worker holds in memory what was shared. */
const workerShares: SharedFilesPort = {
	async take() {
		const registration = await navigator.serviceWorker?.getRegistration();
		if (!registration?.active) return [];
		const files: unknown = await messageSW(registration.active, { type: 'SHARED' });
		return Array.isArray(files) ? files.filter((file) => file instanceof File) : [];
	},
};

/** Loaded when a page asks: few visits meet a shared file. */
export async function receivedFiles(device: Device): Promise<ReceivedFiles> {
	return new ReceivedFiles(await device.received(), workerShares);
}
