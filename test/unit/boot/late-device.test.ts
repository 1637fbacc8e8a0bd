import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lateDevice } from '#lib/boot/late-device.ts';
import type { Device } from '#lib/device/device.ts';
import { EarlyDrafts } from '#lib/device/early-drafts.ts';
import { EarlyJournal } from '#lib/device/early-journal.ts';
import type { LocalEnrollment } from '#lib/device/types.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { aPhone, aSignature, aSubmission } from '../device/phone.ts';

const place = { schemeId: 'changchun-2023', schoolCode: 'demo' };

async function forget() {
	const journal = await EarlyJournal.open(systemRandom);
	await journal.remove();
}
beforeEach(forget);
afterEach(forget);

/** A device whose code comes when the test says so, or does not come. */
function late() {
	const phone = aPhone();
	const early = new EarlyDrafts({ clock: systemClock, random: systemRandom });
	const asked: { come(): void; fail(error: Error): void }[] = [];
	const load = async () => {
		const made = await new Promise<Device>((come, fail) => {
			asked.push({ come: () => come(phone.device), fail });
		});
		if (early.moment) await made.moment.keep(early.moment, early.moment.heardAtMs);
		await early.moveTo((drafts) => made.takeOver(drafts), { forget: true });
		return made;
	};
	return { phone, early, device: lateDevice(load, early), asked };
}

async function left(): Promise<unknown[]> {
	const journal = await EarlyJournal.open(systemRandom);
	const drafts = await journal.read();
	journal.close();
	return drafts.map(({ content }) => content.fields);
}

test('a draft is made and edited without the code, and is on the disk each time', async () => {
	const { device, asked } = late();
	const { id } = await device.enrollments.create(place);
	expect(await left()).toEqual([{}]);
	const edited = await device.enrollments.edit(id, { fields: { name: '李' }, step: 'personal/name' });
	expect(edited).toMatchObject({ id, owner: 'device', fields: { name: '李' }, progress: 'local-only' });
	expect(await left()).toEqual([{ name: '李' }]);
	expect(await device.enrollments.get(id)).toEqual(edited);
	expect(asked).toEqual([]);
});

test('when the code is here the drafts are the device’s, with what was typed meanwhile, and the early disk is empty', async () => {
	const { phone, device, asked } = late();
	const { id } = await device.enrollments.create(place);
	const opening = device.open();
	const before = device.enrollments.edit(id, { fields: { name: '李' } });
	asked[0]!.come();
	const after = device.enrollments.edit(id, { fields: { name: '李四' } });
	await Promise.all([opening, before, after]);
	await device.enrollments.edit(id, { fields: { phone: '13800000000' } });
	const [kept] = await phone.restart().enrollments.list();
	expect(kept).toMatchObject({ id, ...place, fields: { name: '李四', phone: '13800000000' } });
	expect(kept!.revision).toBeGreaterThan(0);
	expect(await left()).toEqual([]);
});

test('what only the device can do fetches it, and finds the draft there', async () => {
	const { device, asked } = late();
	const { id } = await device.enrollments.create(place);
	const signature = aSignature([]);
	const signed = device.enrollments.edit(id, { signature });
	await expect.poll(() => asked.length).toBe(1);
	asked[0]!.come();
	expect((await signed).signature).toEqual(signature);
});

test('until then nobody is signed in and no moment is known; who watches hears of early drafts, then from the device', async () => {
	const { phone, device, asked } = late();
	expect(await device.present.account()).toBeNull();
	expect(await device.present.isSignOutPending()).toBe(false);
	const moments: unknown[] = [];
	device.moment.watch((heard) => moments.push(heard));
	expect(moments).toEqual([null]);
	await device.moment.keep({ serverTimeMs: 1, businessDate: '2022-10-08', demo: true });
	const lists: LocalEnrollment[][] = [];
	device.enrollments.watchList((list) => lists.push(list));
	expect(lists).toEqual([[]]);
	const { id } = await device.enrollments.create(place);
	expect(lists.at(-1)).toMatchObject([{ id, revision: 0 }]);
	expect(asked).toEqual([]);
	const opening = device.open();
	asked[0]!.come();
	await opening;
	await expect.poll(() => lists.at(-1)).toMatchObject([{ id, revision: 1 }]);
	await expect.poll(() => moments.at(-1)).toMatchObject({ businessDate: '2022-10-08' });
	await phone.device.enrollments.remove(id);
	await expect.poll(() => lists.at(-1)).toEqual([]);
});

test('who stopped watching before the code came hears nothing more', async () => {
	const { device, asked } = late();
	const lists: LocalEnrollment[][] = [];
	device.enrollments.watchList((list) => lists.push(list))();
	const opening = device.open();
	asked[0]!.come();
	await opening;
	await device.enrollments.create(place);
	expect(lists).toEqual([[]]);
});

test('where the code cannot be had, what needs it is refused and tries again next time; early drafts go on', async () => {
	const { phone, device, asked } = late();
	const { id } = await device.enrollments.create(place);
	const first = device.enrollments.submit(id, aSubmission());
	await expect.poll(() => asked.length).toBe(1);
	asked[0]!.fail(new TypeError('Failed to fetch dynamically imported module'));
	await expect(first).rejects.toThrow(new RefusalError({ code: 'network.offline' }).message);
	await device.enrollments.edit(id, { fields: { name: '李' } });
	const second = device.open();
	asked[1]!.come();
	await second;
	expect(await phone.device.enrollments.list()).toMatchObject([{ id, fields: { name: '李' } }]);
});

test('a device that cannot take the drafts over leaves them where they are', async () => {
	const { phone, device, asked } = late();
	const { id } = await device.enrollments.create(place);
	phone.device.takeOver = () => Promise.reject(new RefusalError({ code: 'device.storage-full' }));
	const opening = device.open();
	asked[0]!.come();
	await expect(opening).rejects.toThrow('device.storage-full');
	await device.enrollments.edit(id, { fields: { name: '李' } });
	expect(await left()).toEqual([{ name: '李' }]);
});

test('a page loaded anew without the code knows the day that the one before heard, and so does the device later', async () => {
	const before = late();
	await before.device.moment.keep({ serverTimeMs: 1, businessDate: '2022-10-08', demo: true });
	const heardAtMs = before.early.moment!.heardAtMs;
	before.early.close();
	const { phone, early, device, asked } = late();
	await early.resume();
	const moments: unknown[] = [];
	device.moment.watch((heard) => moments.push(heard));
	expect(moments).toMatchObject([{ businessDate: '2022-10-08', heardAtMs }]);
	const opening = device.open();
	asked[0]!.come();
	await opening;
	const kept: unknown[] = [];
	phone.device.moment.watch((heard) => kept.push(heard));
	await expect.poll(() => kept.at(-1)).toMatchObject({ businessDate: '2022-10-08', heardAtMs });
});
