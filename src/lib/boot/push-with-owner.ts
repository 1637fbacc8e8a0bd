import type { PushController } from '#lib/app/notice/push-offer.svelte.ts';
import type { Device } from '#lib/device/device.ts';
import type { OwnerId } from '#lib/device/types.ts';
import { untilDone } from './until-done.ts';

/**
 * Pushes belong to a person on a device: with another person, or nobody, at the phone they end. Who came and went is
 * followed from the beginning; the code that acts on it comes when nobody waits for anything else.
 */
export function keepPushWithOwner(present: Device['present'], whenQuiet: Promise<void>): void {
	const desk = whenQuiet.then(
		() =>
			new Promise<PushController>((resolve) => {
				untilDone(async () => {
					resolve((await import('./push-desk.ts')).pushDesk);
					return true;
				});
			}),
	);
	let last: OwnerId | null = null;
	present.watch((owner) => {
		const isSame = owner !== 'device' && (last === null || last === owner);
		last = owner;
		void desk.then((push) => (isSame ? push.renew() : push.drop()));
	});
}
