/** The fourth work: photos of a claim go up by the real uploader, piece by piece. */
import type { Device } from '#lib/device/device.ts';
import { isOut, pageTimer } from '#lib/boot/platform.ts';
import { Uploader } from '#lib/sync/uploader.ts';
import { uploadWire } from '#lib/transport/upload-wire.ts';
import { asJpeg } from '../../support/as-jpeg.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';

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
		// The office takes pictures, not noise.
		hashes.push(await documents.add(asJpeg(photo), 'image/jpeg'));
	}
	const claim = await claims.create({ schemeId: 'changchun-2023', claimKind: 'holiday-inpatient' });
	await claims.edit(claim.id, { documents: { receipt: hashes } });
	const uploader = new Uploader({
		store,
		wire: uploadWire(),
		clock: systemClock,
		random: systemRandom,
		isOut,
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
