import { openDevice, type Device } from '#lib/device/device.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';

export interface OpenedStorage {
	device: Device;
	/** False: the browser gives no storage, and the page alone holds what is typed until the server has it. */
	isKept: boolean;
}

/** Private windows and containers of other apps may refuse storage: then the app works with a network alone. */
export async function openStorage(): Promise<OpenedStorage> {
	const options = { clock: systemClock, random: systemRandom };
	const device = openDevice(options);
	try {
		await device.open();
		return { device, isKept: true };
	} catch (error) {
		if (!(error instanceof RefusalError)) throw error;
	}
	const { openMemoryDevice } = await import('#lib/device/memory-device.ts').catch(() => {
		throw new RefusalError({ code: 'network.offline' });
	});
	const held = openMemoryDevice(options);
	await held.open();
	return { device: held, isKept: false };
}
