import type { PushController } from '#lib/app/notice/push-offer.svelte.ts';
import type { Device } from '#lib/device/device.ts';
import type { OwnerId } from '#lib/device/types.ts';
import { untilDone } from './until-done.ts';

const pushDesk = async () => (await import('./push-desk.ts')).pushDesk;

/**
 * Pushes belong to a person on a device: with another person, or nobody, at the phone they end. Who came and went is
 * followed from the beginning; the code that acts on it comes when nobody waits for anything else, or with the first page
 * that offers pushes. Returns how such a page has them: once what was another's has ended, so that what it turns on stays.
 */
export function keepPushWithOwner(
	present: Device['present'],
	whenQuiet: Promise<void>,
	load: () => Promise<PushController> = pushDesk,
): () => Promise<PushController> {
	let ask: () => void;
	const asked = new Promise<void>((resolve) => (ask = resolve));
	const desk = Promise.race([whenQuiet, asked]).then(
		() =>
			new Promise<PushController>((resolve) => {
				untilDone(async () => {
					resolve(await load());
					return true;
				});
			}),
	);
	let ended: Promise<unknown> = Promise.resolve();
	let last: OwnerId | null = null;
	present.watch((owner) => {
		const isSame = owner !== 'device' && (last === null || last === owner);
		last = owner;
		if (isSame) void desk.then((push) => push.renew());
		else ended = Promise.all([desk, ended]).then(([push]) => push.drop());
	});
	return async () => {
		ask();
		const push = await load();
		await ended;
		return push;
	};
}
