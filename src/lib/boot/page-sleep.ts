import type { Device } from '#lib/device/device.ts';

/**
 * A page that is left may be put to sleep in the back/forward cache, with its memory as it was. It lets go of
 * the storage first, so that it blocks no other page; when the person comes back to it, it starts afresh.
 */
export function letGoWhileAsleep(device: Pick<Device, 'close'>): void {
	window.addEventListener('pagehide', (event) => {
		if (event.persisted) device.close();
	});
	window.addEventListener('pageshow', (event) => {
		if (event.persisted) location.reload();
	});
}
