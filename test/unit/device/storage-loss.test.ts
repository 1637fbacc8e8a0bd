import 'fake-indexeddb/auto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Dexie } from 'dexie';
import { aDraft, anAccount, aPhone } from './phone.ts';

async function clearedPhone() {
	const phone = aPhone();
	await phone.device.open();
	await phone.device.present.signIn(anAccount());
	const draft = await phone.device.enrollments.create(aDraft);
	const onLost = vi.fn();
	phone.device.onLost(onLost);
	return { phone, draft, onLost, clear: () => Dexie.delete(phone.name) };
}

test('storage that is cleared under the open app is noticed, and every further command says so', async () => {
	const { phone, draft, onLost, clear } = await clearedPhone();
	await clear();
	await vi.waitFor(() => expect(onLost).toHaveBeenCalledOnce());
	const { enrollments } = phone.device;
	await expect(enrollments.edit(draft.id, { fields: { name: '甲' } })).rejects.toThrow('device.storage-lost');
	// With the keys still in memory this draft would be sealed for nobody.
	await expect(enrollments.create(aDraft)).rejects.toThrow('device.storage-lost');
	expect(await phone.restart().enrollments.create(aDraft)).toMatchObject({ owner: 'device' });
});

test('a tab of a newer version that changes the database clears nothing, and nothing is said', async () => {
	const { phone, draft, onLost } = await clearedPhone();
	await new Promise<void>((resolve, reject) => {
		const opening = indexedDB.open(phone.name, 1_000);
		opening.onerror = () => reject(opening.error!);
		opening.onsuccess = () => {
			opening.result.close();
			resolve();
		};
	});
	const edited = await phone.device.enrollments.edit(draft.id, { fields: { name: '甲' } });
	expect(edited.fields).toEqual({ name: '甲' });
	expect(onLost).not.toHaveBeenCalled();
});

test('a disk that was too full for the mark when the page opened gets it with the first command that finds room', async () => {
	const phone = aPhone();
	const { add } = IDBObjectStore.prototype;
	const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(function (
		this: IDBObjectStore,
		...row
	) {
		if (this.name === 'meta') throw new DOMException('full', 'QuotaExceededError');
		return add.apply(this, row);
	});
	await phone.device.open();
	expect(full).toHaveBeenCalled();
	full.mockRestore();
	const draft = await phone.device.enrollments.create(aDraft);
	const onLost = vi.fn();
	phone.device.onLost(onLost);
	await Dexie.delete(phone.name);
	await vi.waitFor(() => expect(onLost).toHaveBeenCalledOnce());
	const late = phone.device.enrollments.edit(draft.id, { fields: { name: '甲' } });
	await expect(late).rejects.toThrow('device.storage-lost');
});

/** How often the database is opened, from now on. */
function countOpens() {
	const open = vi.spyOn(indexedDB, 'open');
	onTestFinished(() => open.mockRestore());
	return open;
}

const aWhile = async () => {
	for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve));
};

test('a connection that the browser closes is looked after once, and not for ever', async () => {
	const { phone, draft } = await clearedPhone();
	const opens = countOpens();
	await new Promise<void>((resolve) => {
		const opening = indexedDB.open(phone.name, 1_000);
		opening.onsuccess = () => {
			opening.result.close();
			resolve();
		};
	});
	await phone.device.enrollments.edit(draft.id, { fields: { name: '甲' } });
	await aWhile();
	const before = opens.mock.calls.length;
	expect(before).toBeLessThan(6);
	await aWhile();
	expect(opens.mock.calls.length).toBe(before);
});

test('a page that lets go of the storage does not take it again', async () => {
	const { phone } = await clearedPhone();
	const opens = countOpens();
	phone.device.close();
	await aWhile();
	expect(opens).not.toHaveBeenCalled();
});
