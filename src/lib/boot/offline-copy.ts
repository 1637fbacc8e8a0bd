import { messageSW } from 'workbox-window';
import { firstFieldAtHand } from './background-loading.ts';
import { untilDone } from './until-done.ts';

/**
 * Has the worker keep what this visit has loaded, which comes out of the browser's cache, and the rest of the app when it
 * is quiet. Each page asks again: what came before is not fetched again, and what the browser threw away is.
 */
export async function keepOffline(registration: ServiceWorkerRegistration): Promise<void> {
	const keep = async (urls?: string[]) =>
		registration.active !== null && (await messageSW(registration.active, { type: 'KEEP', urls })) === true;
	const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
	void keep(loaded).catch(() => false);
	await firstFieldAtHand;
	untilDone(() => keep());
}
