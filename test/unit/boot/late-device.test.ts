import { expect, test } from 'vitest';
import { lateDevice } from '#lib/boot/late-device.ts';
import type { Device } from '#lib/device/device.ts';
import type { LocalEnrollment } from '#lib/device/types.ts';
import { RefusalError } from '#shared/errors/error-codes.ts';
import { aPhone } from '../device/phone.ts';

const place = { schemeId: 'changchun-2023', schoolCode: 'demo' };

/** A device whose code comes when the test says so, or does not come. */
function late() {
	const phone = aPhone();
	const asked: { come(): void; fail(error: Error): void }[] = [];
	const device = lateDevice(
		() =>
			new Promise<Device>((come, fail) =>
				asked.push({ come: () => come(phone.device), fail: (e) => fail(e) }),
			),
	);
	return { phone, device, asked };
}

test('what is asked before the code is here is done when it is, once, and on the disk', async () => {
	const { phone, device, asked } = late();
	const made = device.enrollments.create(place);
	const edited = made.then(({ id }) => device.enrollments.edit(id, { fields: { name: '李' } }));
	expect(await Promise.race([made, Promise.resolve('not yet')])).toBe('not yet');
	asked[0]!.come();
	expect((await edited).fields).toEqual({ name: '李' });
	expect(asked).toHaveLength(1);
	expect(await phone.restart().enrollments.list()).toMatchObject([{ ...place, fields: { name: '李' } }]);
});

test('until then nobody is signed in and no moment is known; who watches hears from the device itself', async () => {
	const { phone, device, asked } = late();
	expect(await device.present.account()).toBeNull();
	const moments: unknown[] = [];
	device.moment.watch((heard) => moments.push(heard));
	expect(moments).toEqual([null]);
	const lists: LocalEnrollment[][] = [];
	device.enrollments.watchList((list) => lists.push(list));
	const { id } = await phone.device.enrollments.create(place);
	await phone.device.moment.keep({ serverTimeMs: 1, businessDate: '2022-10-08', demo: true });
	expect(lists).toEqual([]);
	asked[0]!.come();
	await expect.poll(() => lists.at(-1)?.map((one) => one.id)).toEqual([id]);
	await expect.poll(() => moments.at(-1)).toMatchObject({ businessDate: '2022-10-08' });
});

test('who stopped watching before the code came hears nothing', async () => {
	const { device, asked } = late();
	const lists: LocalEnrollment[][] = [];
	device.enrollments.watchList((list) => lists.push(list))();
	asked[0]!.come();
	await device.enrollments.create(place);
	expect(lists).toEqual([]);
});

test('where the code cannot be had a command is refused, and the next one tries again', async () => {
	const { phone, device, asked } = late();
	const first = device.enrollments.create(place);
	asked[0]!.fail(new TypeError('Failed to fetch dynamically imported module'));
	await expect(first).rejects.toThrow(new RefusalError({ code: 'network.offline' }).message);
	const second = device.enrollments.create(place);
	expect(asked).toHaveLength(2);
	asked[1]!.come();
	await second;
	expect(await phone.device.enrollments.list()).toHaveLength(1);
});

test('storage that the browser refuses is refused by its own name', async () => {
	const { device, asked } = late();
	const made = device.enrollments.create(place);
	asked[0]!.fail(new RefusalError({ code: 'device.storage-lost' }));
	await expect(made).rejects.toThrow('device.storage-lost');
});
