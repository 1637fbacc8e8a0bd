import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EarlyDrafts } from '#lib/device/early-drafts.ts';
import { EarlyJournal, journalName } from '#lib/device/early-journal.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { aPhone } from './phone.ts';

const place = { schemeId: 'changchun-2023', schoolCode: 'demo' };
const early = () => new EarlyDrafts({ clock: systemClock, random: systemRandom });

async function withJournal<T>(work: (journal: EarlyJournal) => Promise<T>): Promise<T> {
	const journal = await EarlyJournal.open(systemRandom);
	try {
		return await work(journal);
	} finally {
		journal.close();
	}
}
const forget = async () => (await EarlyJournal.open(systemRandom)).remove();
beforeEach(forget);
afterEach(forget);

/** Every value that lies in the journal, as text of both widths. */
async function rawText(): Promise<string> {
	const opening = indexedDB.open(journalName);
	const db = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
	const reading = db.transaction('draft').objectStore('draft').getAll();
	const rows = await new Promise<unknown[]>((resolve) => (reading.onsuccess = () => resolve(reading.result)));
	db.close();
	const bytes = rows.flatMap((row) =>
		Object.values(row as object).flatMap((value) =>
			value instanceof ArrayBuffer
				? [...new Uint8Array(value)]
				: [...new TextEncoder().encode(String(value))],
		),
	);
	const all = new Uint8Array(bytes);
	return new TextDecoder().decode(all) + new TextDecoder('utf-16le').decode(all);
}

test('a page that dies leaves its draft to the next visit, which gives it to the storage proper', async () => {
	const drafts = early();
	const { id } = await drafts.create(place);
	await drafts.edit(id, { fields: { name: '李四' } });
	drafts.close();
	const phone = aPhone();
	await phone.device.takeOver(await withJournal((journal) => journal.read()));
	expect(await phone.restart().enrollments.list()).toMatchObject([
		{ id, ...place, owner: 'device', fields: { name: '李四' } },
	]);
});

test('a page that is loaded anew goes on with its draft', async () => {
	const drafts = early();
	const { id } = await drafts.create(place);
	await drafts.edit(id, { fields: { name: '李四' } });
	await drafts.keepMoment({ serverTimeMs: 1, businessDate: '2022-10-08', demo: true });
	drafts.close();
	const again = early();
	await again.resume();
	expect(again.moment).toMatchObject({ businessDate: '2022-10-08' });
	expect(again.list()).toMatchObject([{ id, fields: { name: '李四' } }]);
	await again.edit(id, { fields: { phone: '13800000000' } });
	const phone = aPhone();
	await again.moveTo((all) => phone.device.takeOver(all), { forget: true });
	expect(await phone.device.enrollments.list()).toMatchObject([
		{ id, fields: { name: '李四', phone: '13800000000' } },
	]);
	expect(await withJournal((journal) => journal.read())).toEqual([]);
});

test('what the storage proper has already is not taken a second time, older', async () => {
	const drafts = early();
	const { id } = await drafts.create(place);
	const left = await withJournal((journal) => journal.read());
	const phone = aPhone();
	await phone.device.takeOver(left);
	await phone.device.enrollments.edit(id, { fields: { name: '李四' } });
	await phone.device.takeOver(left);
	expect(await phone.device.enrollments.list()).toMatchObject([{ id, fields: { name: '李四' } }]);
});

test('a draft lies sealed in the journal, and a row put in another’s place does not open, and holds up no other', async () => {
	const drafts = early();
	const { id } = await drafts.create(place);
	await drafts.edit(id, { fields: { name: '李小明' } });
	expect(await rawText()).not.toContain('李小明');
	// Planted: the search finds what lies there in the open.
	expect(await rawText()).toContain(id);
	const { id: other } = await drafts.create(place);
	drafts.close();
	const opening = indexedDB.open(journalName);
	const db = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
	const store = db.transaction('draft', 'readwrite').objectStore('draft');
	const reading = store.get(id);
	await new Promise<void>((resolve) => {
		reading.onsuccess = () => {
			store.put({ ...(reading.result as object), id: other }).onsuccess = () => resolve();
		};
	});
	db.close();
	const held = await withJournal((journal) => journal.read());
	expect(held).toMatchObject([{ id, content: { fields: { name: '李小明' } } }]);
});

test('a disk that is full or gone refuses the command, and nothing is shown that is not on it', async () => {
	const drafts = early();
	const { id } = await drafts.create(place);
	const put = IDBObjectStore.prototype.put;
	IDBObjectStore.prototype.put = () => {
		throw new DOMException('no room', 'QuotaExceededError');
	};
	await expect(drafts.edit(id, { fields: { name: '李' } })).rejects.toThrow('device.storage-full');
	IDBObjectStore.prototype.put = put;
	expect(drafts.list()).toMatchObject([{ fields: {} }]);
	await drafts.edit(id, { fields: { name: '李' } });
	drafts.close();
	await expect(drafts.edit(id, { fields: { name: '李四' } })).rejects.toThrow('device.storage-lost');
	expect(drafts.list()).toMatchObject([{ fields: { name: '李' } }]);
});
