/** Lets the browser wake the worker, and the worker the page, when the network returns (Chromium only). */
export async function askForWakeUp(): Promise<void> {
	const registration = await navigator.serviceWorker?.getRegistration();
	const { sync } = (registration ?? {}) as { sync?: { register(tag: string): Promise<void> } };
	await sync?.register('campuscover-sync').catch(() => undefined);
}
