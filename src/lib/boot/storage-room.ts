import type { StorageRoom } from '#lib/app/app.ts';
import { clearsUnused } from '#lib/app/install/browser-kind.ts';
import type { Device } from '#lib/device/device.ts';
import { isInstalled } from './browser-install.ts';

/** Chromium alone says what takes the room. */
type Estimate = StorageEstimate & { usageDetails?: { caches?: number } };

/** Whether the browser may clear what is kept here; no row is read for it. */
export async function readKeeping(isKept: boolean): Promise<StorageRoom['keeping']> {
	if (!isKept) return 'page';
	if (await navigator.storage?.persisted?.().catch(() => false)) return 'kept';
	return clearsUnused(navigator, isInstalled()) ? 'clears' : 'may-clear';
}

/** How much of the phone is used, for what, and whether the browser may clear it. */
export async function readStorageRoom(device: Device, isKept: boolean): Promise<StorageRoom> {
	const none: Estimate = {};
	const [use, estimate, kept] = await Promise.all([
		device.room(),
		navigator.storage?.estimate?.().catch(() => none) ?? none,
		readKeeping(isKept),
	]);
	const { usage, quota, usageDetails } = estimate as Estimate;
	const isKnown = isKept && usage !== undefined && quota !== undefined;
	return {
		...use,
		appBytes: usageDetails?.caches ?? null,
		total: isKnown ? { usedBytes: usage, freeBytes: Math.max(0, quota - usage) } : null,
		keeping: kept,
	};
}
