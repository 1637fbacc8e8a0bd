/** What a batch asks of the storage: few requests for all of it, and not one for each entry at every step. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { aDraft, anAccount, aPhone, aReply, aView, type Phone } from './phone.ts';

const many = 24;
const limit = { mutations: many, bytes: 1_000_000 };
const applied = Array.from({ length: many }, (_, i) => ({
	...{ sequence: i + 1, status: 'applied' as const },
	...{ revision: 1, updatedAtMs: 1 },
}));

/** Requests by table and kind, and rows that were read of each table. */
let asked: Record<string, number> = {};
const count = (what: string, by = 1) => (asked[what] = (asked[what] ?? 0) + by);

beforeEach(() => {
	for (const name of ['put', 'add', 'delete'] as const) {
		const own = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
		vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
			this: IDBObjectStore,
			...args: unknown[]
		) {
			count(`${this.name} ${name}`);
			return own.apply(this, args) as never;
		});
	}
	for (const at of [IDBObjectStore.prototype, IDBIndex.prototype]) {
		const own = at.getAll as (...args: unknown[]) => IDBRequest<unknown[]>;
		vi.spyOn(at, 'getAll').mockImplementation(function (this: IDBObjectStore | IDBIndex, ...args: unknown[]) {
			const request = own.apply(this, args);
			const table = 'objectStore' in this ? this.objectStore.name : this.name;
			request.addEventListener('success', () => count(`${table} read`, request.result.length));
			return request as never;
		});
	}
});

afterEach(() => vi.restoreAllMocks());

async function aPhoneWithWork(phone = aPhone()) {
	await phone.device.present.signIn(anAccount());
	for (let i = 0; i < many; i++) {
		await phone.device.enrollments.create({ ...aDraft, fields: { name: `张${i}` } });
	}
	return { phone, store: await phone.device.syncStore('account-a') };
}

/** What of the outbox goes the way of `work`. */
async function askedBy(work: () => Promise<unknown>): Promise<Record<string, number>> {
	asked = {};
	await work();
	return asked;
}

test('a batch is numbered by one write, and taken in without a request for each entry', async () => {
	const { phone, store } = await aPhoneWithWork();
	const freezing = await askedBy(() => store.freeze(limit));
	expect(freezing['outbox put']).toBeUndefined();
	expect(freezing['syncState put']).toBe(1);
	expect(freezing['outbox read']).toBe(many);
	const takingIn = await askedBy(async () => {
		await store.setSending(1);
		await store.apply(
			aReply({ results: applied, full: { generation: 'g', expected: many + 1 }, checksum: 'x' }),
		);
	});
	expect(takingIn['outbox delete']).toBe(1);
	expect(takingIn['acknowledged put']).toBe(1);
	expect(takingIn['record put']).toBe(many);
	// Once on the way and once within the transaction; records once more for the checksum.
	expect(takingIn['outbox read']).toBe(2 * many);
	expect(takingIn['record read']).toBe(3 * many);
	expect((await phone.rows()).outbox).toEqual([]);
});

test('where each entry is written for itself, as it was before, the counts say so', async () => {
	const { phone } = await aPhoneWithWork();
	const db = new CampusCoverDb(phone.name);
	const rows = await db.outbox.toArray();
	const each = await askedBy(async () => {
		await db.outbox.bulkPut(rows);
		await db.outbox.bulkDelete(rows.map(({ n }) => n!));
	});
	expect([each['outbox put'], each['outbox delete']]).toEqual([many, many]);
	db.close();
});

test('entries of somebody else that lie in between stay', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	await phone.device.enrollments.create(aDraft);
	await phone.device.present.signOut();
	await phone.device.present.signIn(anAccount('account-b'));
	await phone.device.enrollments.create(aDraft);
	await phone.device.present.signOut();
	const { store } = await aPhoneWithWork(phone);
	await store.freeze({ mutations: 99, bytes: 1_000_000 });
	const results = [...applied, { sequence: many + 1, status: 'applied' as const }];
	expect(await store.apply(aReply({ results }))).toMatchObject({ settled: many + 1 });
	expect((await phone.rows()).outbox.map(({ owner }) => owner)).toEqual(['account-b']);
});

/** The screen's draft, and what of it waits. */
async function stateOf(phone: Phone, id: string) {
	const { outbox } = await phone.rows();
	const own = outbox.filter(({ recordId }) => recordId === id).map(({ sequence }) => sequence);
	return { waiting: own, fields: (await phone.device.enrollments.get(id))?.fields };
}

test('what another tab writes after the records were opened ahead is not lost', async () => {
	const { phone, store } = await aPhoneWithWork();
	const [first] = await phone.device.enrollments.list();
	await store.freeze(limit);
	await store.setSending(1);
	// Its reading is done before the other tab writes.
	await new Promise((resolve) => setTimeout(resolve, 100));
	const other = phone.otherTab();
	await other.device.enrollments.edit(first!.id, { fields: { phone: '13800000001' } });
	const view = aView(first!.id, { fields: { name: '旧' } });
	await store.apply(aReply({ results: applied, changes: [{ kind: 'enrollment', id: first!.id, view }] }));
	expect(await stateOf(phone, first!.id)).toEqual({
		waiting: [null],
		fields: { name: '旧', phone: '13800000001' },
	});
	other.device.close();
});

test('what a restored server forgot of a batch goes back in its order; the rest of it stays kept', async () => {
	const { phone, store } = await aPhoneWithWork();
	const sent = await store.freeze(limit);
	await store.apply(aReply({ results: applied }));
	await store.renumberFrom(15);
	const kept = (await phone.rows()).acknowledged.flatMap(({ entries }) => entries);
	expect(kept.map(({ sequence }) => sequence)).toEqual(applied.slice(0, 14).map(({ sequence }) => sequence));
	const again = await store.freeze(limit);
	expect(again).toMatchObject({ firstSequence: 15, mutations: sent.mutations.slice(14) });
	await store.apply(aReply({ results: applied.slice(14) }));
	const { acknowledged, syncState, outbox } = await phone.rows();
	expect(outbox).toEqual([]);
	expect(syncState[0]!.frozen).toBeNull();
	const all = acknowledged.flatMap(({ entries }) => entries.map(({ sequence }) => sequence));
	expect(all.sort((a, b) => a - b)).toEqual(applied.map(({ sequence }) => sequence));
});

test('numbers that could not be written down are not given out', async () => {
	const { phone, store } = await aPhoneWithWork();
	await store.device();
	vi.mocked(IDBObjectStore.prototype.put).mockImplementation(function (this: IDBObjectStore) {
		throw new DOMException('full', 'QuotaExceededError');
	});
	await expect(store.freeze(limit)).rejects.toMatchObject({ refusal: { code: 'device.storage-full' } });
	vi.restoreAllMocks();
	const { outbox, syncState } = await phone.rows();
	expect(new Set(outbox.map(({ sequence }) => sequence))).toEqual(new Set([null]));
	expect(syncState[0]!.nextSequence).toBe(1);
	expect(await store.freeze(limit)).toMatchObject({ firstSequence: 1 });
});

test('a part that was settled leaves the others their numbers', async () => {
	const { store } = await aPhoneWithWork();
	await store.freeze(limit);
	await store.apply(aReply({ results: applied.slice(0, 5) }));
	expect(await store.freeze(limit)).toMatchObject({ firstSequence: 6 });
	await store.apply(aReply({ results: applied.slice(7, 9) }));
	const { firstSequence, mutations } = await store.freeze(limit);
	expect([firstSequence, mutations.length]).toEqual([6, 2]);
});
