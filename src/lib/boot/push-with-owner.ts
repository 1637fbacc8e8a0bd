import type { PushController } from '#lib/app/notice/push-offer.svelte.ts';
import type { Device } from '#lib/device/device.ts';
import type { OwnerId } from '#lib/device/types.ts';

/** Pushes belong to a person on a device: with another person, or nobody, at the phone they end. */
export function keepPushWithOwner(present: Device['present'], push: PushController): void {
	let last: OwnerId | null = null;
	present.watch((owner) => {
		const isSame = owner !== 'device' && (last === null || last === owner);
		last = owner;
		void (isSame ? push.renew() : push.drop());
	});
}
