import type { PhoneStorage } from '#lib/app/phone/phone-storage.svelte.ts';
import type { Device } from '#lib/device/device.ts';
import { EarlyDrafts } from '#lib/device/early-drafts.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { beginFirstVisit, takeLeftDrafts } from './first-visit.ts';
import { hasStorageMarks } from './storage-marks.ts';
import { lateDevice } from './late-device.ts';
import type { OpenedStorage } from './open-storage.ts';
import { untilDone } from './until-done.ts';

/**
 * The phone's storage for this page. On a first visit its code comes after the first field, at the latest when
 * `whenQuiet` resolves, and drafts are written down early; on every other visit it is opened now, with whatever an
 * earlier one left behind. `open` fetches the code and opens it; rejects as `open` does. What an
 * emptied storage left behind is told to `health`.
 */
export async function startStorage(
	open: () => Promise<OpenedStorage>,
	whenQuiet: Promise<void>,
	health: PhoneStorage,
): Promise<Device> {
	const early = new EarlyDrafts({ clock: systemClock, random: systemRandom });
	const visit = await beginFirstVisit();
	if (hasStorageMarks()) {
		const isAbsent = visit !== null && !visit.hasJournal;
		void import('./emptied-storage.ts')
			.then((marks) => marks.lookForEmptied(health, isAbsent))
			.catch(() => {});
	}
	if (!visit || (visit.hasJournal && !(await resumed(early)))) {
		visit?.end();
		const { device } = await open();
		await takeLeftDrafts(device, systemRandom);
		return device;
	}
	const late = lateDevice(async () => {
		const { device, isKept } = await open();
		// A storage that the page alone holds is no reason to forget what lies on the disk.
		if (early.moment) await device.moment.keep(early.moment, early.moment.heardAtMs);
		await early.moveTo((drafts) => device.takeOver(drafts), { forget: isKept });
		visit.end();
		return device;
	}, early);
	void whenQuiet.then(() => untilDone(() => late.open().then(() => true)));
	return late;
}

/** The storage went under the open page: the next one tells what was in it. */
export function loseStorage(health: PhoneStorage): void {
	health.lost();
	void import('./emptied-storage.ts').then((marks) => marks.noteLost()).catch(() => {});
}

/** False where what lies there does not open. */
const resumed = (early: EarlyDrafts): Promise<boolean> =>
	early.resume().then(
		() => true,
		() => false,
	);
