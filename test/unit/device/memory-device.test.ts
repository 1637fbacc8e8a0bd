import { expect, test } from 'vitest';
import { openMemoryDevice } from '#lib/device/memory-device.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { aDraft, anAccount } from './phone.ts';

const options = { clock: systemClock, random: systemRandom };

test('without storage a page holds drafts as the phone would, seals them, and says how much there is', async () => {
	const device = openMemoryDevice(options);
	await device.open();
	await device.present.signIn(anAccount());
	const draft = await device.enrollments.create({ ...aDraft, fields: { name: '王小明' } });
	const listed = new Promise((resolve) => device.enrollments.watchList(resolve));
	expect(await listed).toMatchObject([{ id: draft.id, fields: { name: '王小明' }, progress: 'waiting' }]);
	const { records, waiting } = await device.room();
	expect([records.count, waiting.count]).toEqual([1, 1]);
	expect(records.bytes).toBeGreaterThan(100);
});

test('it is gone with the page, and another page has its own', async () => {
	const one = openMemoryDevice(options);
	await one.open();
	await one.enrollments.create(aDraft);
	const other = openMemoryDevice(options);
	await other.open();
	expect(await other.enrollments.list()).toEqual([]);
});
