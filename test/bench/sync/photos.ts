/** The fourth work: photos of a claim go up by the real uploader, piece by piece. */
import type { Device } from '#lib/device/device.ts';
import { pageTimer } from '#lib/boot/platform.ts';
import { Uploader } from '#lib/sync/uploader.ts';
import { uploadWire } from '#lib/transport/upload-wire.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';

/** What a JPEG begins with: the office takes pictures, not noise. */
const jpeg = [0xff, 0xd8, 0xff, 0xe0];

/** Resolves when the office holds all of them and the phone knows. */
export async function uploadPhotos(
	device: Device,
	account: string,
	photos: Uint8Array<ArrayBuffer>[],
): Promise<void> {
	const [claims, documents, store] = await Promise.all([
		device.claims(),
		device.documents(),
		device.uploadStore(account),
	]);
	const hashes: string[] = [];
	for (const photo of photos) {
		photo.set(jpeg);
		hashes.push(await documents.add(photo, 'image/jpeg'));
	}
	const claim = await claims.create({ schemeId: 'changchun-2023', claimKind: 'holiday-inpatient' });
	await claims.edit(claim.id, { documents: { receipt: hashes } });
	const uploader = new Uploader({
		store,
		wire: uploadWire(),
		clock: systemClock,
		random: systemRandom,
		timer: pageTimer,
		lock: { exclusively: (work) => work() },
		mayUse: () => true,
		onProgress: () => undefined,
		onReleased: () => undefined,
		onBug: (error) => reportError(error),
	});
	await new Promise<void>((resolve) => {
		const stop = documents.watchList((list) => {
			if (!list.every(({ state }) => state === 'stored')) return;
			queueMicrotask(() => stop());
			resolve();
		});
		void uploader.ask('work');
	});
}
