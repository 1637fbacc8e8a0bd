/** One draft of many is read and written without the others, and the refused are counted without opening any. */
import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import type { LocalEnrollment, NewestEnrollments } from '#lib/device/types.ts';
import { anAccount, aPhone, aReply, aView, wholeOutbox, type Phone } from './phone.ts';

/** In turns of the event loop and not by the clock: on a busy machine sixty of them take longer, and so does what is waited for. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 60; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function aFullPhone(count = 40) {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const store = await phone.device.syncStore('account-a');
	const ids = Array.from({ length: count }, () => crypto.randomUUID());
	await store.apply(
		aReply({ changes: ids.map((id) => ({ kind: 'enrollment' as const, id, view: aView(id) })) }),
	);
	// As after a restart: nothing is open in memory.
	phone.restart();
	return { phone, ids, store: await phone.device.syncStore('account-a') };
}

/** That the bar says so of refusals, and still does when it has settled. */
async function expectRefused(phone: Phone, expected: number): Promise<void> {
	let refused = -1;
	const stop = phone.device.watchOutbox((counts) => (refused = counts.refused));
	await vi.waitFor(() => expect(refused).toBe(expected), 10_000);
	await settle();
	stop();
	expect(refused).toBe(expected);
}

async function refuseAnEdit({ phone, ids, store }: Awaited<ReturnType<typeof aFullPhone>>) {
	await phone.device.enrollments.edit(ids[3]!, { fields: { name: '张三' } });
	const { firstSequence } = await store.freeze(wholeOutbox);
	const result = { sequence: firstSequence, status: 'refused', code: 'request.malformed' } as const;
	await store.apply(aReply({ results: [result] }));
}

afterEach(() => vi.restoreAllMocks());

test('saving a field opens the draft that it is in, and none of the others', async () => {
	const { phone, ids } = await aFullPhone();
	const seen: (LocalEnrollment | null)[] = [];
	const stop = phone.device.enrollments.watch(ids[0]!, (draft) => seen.push(draft));
	await settle();
	const opening = vi.spyOn(crypto.subtle, 'decrypt');
	const edited = await phone.device.enrollments.edit(ids[0]!, { fields: { name: '张三' } });
	await settle();
	expect(edited.fields).toEqual({ name: '张三' });
	expect(seen.at(-1)).toEqual(edited);
	expect(opening.mock.calls.length).toBeLessThan(6);
	// The list opens them all, once: the count above would tell.
	await phone.device.enrollments.list();
	expect(opening.mock.calls.length).toBeGreaterThanOrEqual(ids.length);
	stop();
});

/** How many rows and keys the database hands out in lists from now on. */
function countListed(): () => number {
	let listed = 0;
	for (const source of [IDBObjectStore.prototype, IDBIndex.prototype]) {
		for (const method of ['getAll', 'getAllKeys'] as const) {
			const real = source[method] as (...args: unknown[]) => IDBRequest<unknown[]>;
			vi.spyOn(source, method).mockImplementation(function (this: unknown, ...args: unknown[]) {
				const request = real.apply(this, args);
				request.addEventListener('success', () => (listed += request.result.length));
				return request;
			});
		}
	}
	return () => listed;
}

test('saving a field reads no list of the others, whoever watches the phone', async () => {
	const phone = aPhone();
	const { enrollments, notices } = phone.device;
	const draft = { schemeId: 'yunnan-kunming-2023', schoolCode: 'kmmu', fields: {} };
	for (let i = 0; i < 40; i++) await enrollments.create(draft);
	const { id } = await enrollments.create(draft);
	let unsent = 0;
	const stops = [
		phone.device.watchOutbox((counts) => ({ unsent } = counts)),
		notices.watchList(() => undefined),
		enrollments.watch(id, () => undefined),
	];
	await settle();
	expect(unsent).toBe(41);
	const listed = countListed();
	await enrollments.edit(id, { fields: { name: '张三' } });
	await settle();
	expect(listed()).toBeLessThan(5);
	// The list of them is one: the count above would tell.
	await enrollments.list();
	expect(listed()).toBeGreaterThanOrEqual(41);
	for (const stop of stops) stop();
});

test('what waits to be sent is counted without asking what each of its records is', async () => {
	const { phone, ids, store } = await aFullPhone();
	for (const id of ids) await phone.device.enrollments.edit(id, { fields: { name: '张三' } });
	const asked = vi.spyOn(IDBObjectStore.prototype, 'get');
	let unsent = 0;
	const stop = phone.device.watchOutbox((counts) => ({ unsent } = counts));
	await settle();
	expect(unsent).toBe(ids.length);
	const batch = await store.freeze({ ...wholeOutbox, mutations: 1 });
	expect(batch.unsent).toEqual({ records: ids.length - 1, files: 0 });
	await settle();
	expect(asked.mock.calls.length).toBeLessThan(20);
	stop();
});

test('who watches one draft does not hear of the others', async () => {
	const { phone, ids } = await aFullPhone();
	const heard = vi.fn();
	const stop = phone.device.enrollments.watch(ids[0]!, heard);
	await settle();
	expect(heard).toHaveBeenCalledTimes(1);
	await phone.device.enrollments.edit(ids[1]!, { fields: { name: '李四' } });
	await settle();
	expect(heard).toHaveBeenCalledTimes(1);
	await phone.device.enrollments.edit(ids[0]!, { fields: { name: '张三' } });
	await settle();
	expect(heard.mock.lastCall?.[0]).toMatchObject({ fields: { name: '张三' } });
	stop();
});

test('the refused are counted by their mark, opening none', async () => {
	const full = await aFullPhone();
	await refuseAnEdit(full);
	full.phone.restart();
	const opening = vi.spyOn(crypto.subtle, 'decrypt');
	await expectRefused(full.phone, 1);
	// The owner's key, and nothing else.
	expect(opening.mock.calls.length).toBeLessThan(3);
	await full.phone.device.enrollments.edit(full.ids[3]!, { settlesRefusal: true });
	await expectRefused(full.phone, 0);
});

test('a refusal kept from before there was a mark is counted too, until its row is written anew', async () => {
	const full = await aFullPhone();
	await refuseAnEdit(full);
	const db = new CampusCoverDb(full.phone.name);
	await db.record.toCollection().modify((row) => {
		row.refused = -1;
	});
	await expectRefused(full.phone, 1);
	await full.phone.device.enrollments.edit(full.ids[3]!, { settlesRefusal: true });
	expect((await db.record.get(['account-a', full.ids[3]!]))?.refused).toBe(0);
	await expectRefused(full.phone, 0);
	db.close();
});

test('the list opens those changed last, counts the others, and hears of each change', async () => {
	const { phone, ids } = await aFullPhone();
	const opening = vi.spyOn(crypto.subtle, 'decrypt');
	const heard: NewestEnrollments[] = [];
	const stop = phone.device.enrollments.watchNewest(5, (newest) => heard.push(newest));
	await vi.waitFor(() => expect(heard).not.toHaveLength(0));
	expect(heard[0]).toMatchObject({ total: ids.length });
	expect(heard[0]!.enrollments).toHaveLength(5);
	expect(opening.mock.calls.length).toBeLessThan(20);
	const [oldest] = ids.filter((id) => !heard[0]!.enrollments.some((one) => one.id === id));
	await phone.device.enrollments.edit(oldest!, { fields: { name: '张三' } });
	await vi.waitFor(() =>
		expect(heard.at(-1)!.enrollments[0]).toMatchObject({ id: oldest, progress: 'waiting' }),
	);
	await phone.device.enrollments.remove(oldest!);
	await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ total: ids.length - 1 }));
	expect(heard.at(-1)!.enrollments.map(({ id }) => id)).not.toContain(oldest);
	expect(opening.mock.calls.length).toBeLessThan(30);
	// All of them in the same order as those.
	const whole = await phone.device.enrollments.list();
	const all: NewestEnrollments[] = [];
	phone.device.enrollments.watchNewest(100, (newest) => all.push(newest))();
	const stopAll = phone.device.enrollments.watchNewest(100, (newest) => all.push(newest));
	await vi.waitFor(() => expect(all.at(-1)?.enrollments).toHaveLength(whole.length));
	const times = all.at(-1)!.enrollments.map(({ updatedAtMs }) => updatedAtMs);
	expect(times).toEqual(times.toSorted((a, b) => b - a));
	stop();
	stopAll();
});
