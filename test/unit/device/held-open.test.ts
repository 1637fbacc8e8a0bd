import 'fake-indexeddb/auto';
import { afterEach, expect, test, vi } from 'vitest';
import { HeldOpen } from '#lib/device/held-open.ts';
import { aDraft, anAccount, aPhone, aReply, aView, wholeOutbox } from './phone.ts';

const many = 12;
const applied = Array.from({ length: many }, (_, i) => ({ sequence: i + 1, status: 'applied' as const }));

/** A signed-in phone with so many drafts that wait, and `more` that the server holds already. */
async function aPhoneWithWork(more = 0) {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const store = await phone.device.syncStore('account-a');
	const ids = Array.from({ length: more }, () => crypto.randomUUID());
	if (more > 0) {
		const changes = ids.map((id) => ({ kind: 'enrollment' as const, id, view: aView(id) }));
		await store.apply(aReply({ changes }));
	}
	for (let i = 0; i < many; i++) {
		await phone.device.enrollments.create({ ...aDraft, fields: { name: `张${i}` } });
	}
	return { phone, store };
}

afterEach(() => vi.restoreAllMocks());

test('a batch is opened once, however often it is tried, and its records once', async () => {
	const { store } = await aPhoneWithWork();
	const opening = vi.spyOn(crypto.subtle, 'decrypt');
	const first = await store.freeze(wholeOutbox);
	expect(opening).toHaveBeenCalledTimes(many);
	for (let tries = 0; tries < 3; tries++) expect(await store.freeze(wholeOutbox)).toEqual(first);
	expect(opening).toHaveBeenCalledTimes(many);
	await store.setSending(Number.MAX_SAFE_INTEGER);
	await store.apply(aReply({ results: applied }));
	expect(opening).toHaveBeenCalledTimes(2 * many);
});

test('nothing is held once everything was told', async () => {
	const { store } = await aPhoneWithWork();
	await store.freeze(wholeOutbox);
	const clearing = vi.spyOn(HeldOpen.prototype, 'clear');
	await store.apply(aReply({ results: applied.slice(0, 3), more: true }));
	expect(clearing).not.toHaveBeenCalled();
	await store.apply(aReply({ results: applied.slice(3) }));
	expect(clearing).toHaveBeenCalled();
});

test('what is held opens nothing for an owner who was closed', async () => {
	const { phone, store } = await aPhoneWithWork();
	await store.freeze(wholeOutbox);
	await phone.device.present.signOut();
	await expect(store.freeze(wholeOutbox)).rejects.toMatchObject({ refusal: { code: 'device.key-missing' } });
});

test('a row that was written anew, or lies in another place, is not what is held', () => {
	const held = new HeldOpen();
	const iv = new Uint8Array(12).fill(1).buffer;
	const row = { iv, ciphertext: new ArrayBuffer(0) };
	held.keep(['record', 'a', 'o'], row, 'A');
	expect(held.get(['record', 'a', 'o'], row)).toBe('A');
	expect(held.get(['record', 'b', 'o'], row)).toBeUndefined();
	expect(held.get(['record', 'a', 'p'], row)).toBeUndefined();
	expect(held.get(['record', 'a', 'o'], { ...row, iv: new Uint8Array(12).buffer })).toBeUndefined();
});

test.each([0, 200])('a batch among %i others ends the same', async (more) => {
	const { phone, store } = await aPhoneWithWork(more);
	await store.freeze(wholeOutbox);
	expect(await store.apply(aReply({ results: applied }))).toMatchObject({ settled: many });
	const rows = await phone.rows();
	expect(rows.outbox).toEqual([]);
	const kept = rows.acknowledged.flatMap(({ entries }) => entries.map(({ sequence }) => sequence));
	expect(kept).toEqual(applied.map(({ sequence }) => sequence));
	const list = await phone.device.enrollments.list();
	expect(list.filter(({ progress }) => progress === 'uploaded')).toHaveLength(more + many);
});
