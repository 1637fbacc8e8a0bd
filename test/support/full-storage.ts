/** A phone whose storage runs full under the open app, by the browser's own quota. */
import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Chromium counts from what room there was when it last asked: give it this little from the first visit on. */
export const roomBytes = 8_000_000;

export async function setRoom(devtools: CDPSession, origin: string, quotaSize: number): Promise<void> {
	await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
}

/** No room is left: and a write bigger than what there was makes the browser ask, and know it. */
export async function fillUp(
	page: Page,
	devtools: CDPSession,
	origin: string,
	room = roomBytes,
): Promise<void> {
	await setRoom(devtools, origin, 1);
	const isRefused = await page.evaluate(
		(size) =>
			new Promise<boolean>((resolve) => {
				const opening = indexedDB.open('filler', 1);
				opening.onupgradeneeded = () => opening.result.createObjectStore('filler');
				opening.onerror = () => resolve(true);
				opening.onsuccess = () => {
					// By chance, as the browser packs what repeats itself.
					const bytes = new Uint8Array(size);
					for (let i = 0; i < size; i += 65_536) crypto.getRandomValues(bytes.subarray(i, i + 65_536));
					const writing = opening.result.transaction('filler', 'readwrite');
					writing.objectStore('filler').put(bytes, 1);
					writing.onabort = () => resolve(true);
					writing.oncomplete = () => resolve(false);
				};
			}),
		room,
	);
	expect(isRefused).toBe(true);
}
