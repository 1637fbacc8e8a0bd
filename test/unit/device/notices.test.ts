import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import type { NoticeView } from '#shared/protocol/view.ts';
import { newId } from '#shared/std/id.ts';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { anAccount, aPhone, aReply, wholeOutbox, type Phone } from './phone.ts';

const enrollmentId = newId(systemClock, systemRandom);
function aNotice(more: Partial<NoticeView> = {}): NoticeView {
	const id = newId(systemClock, systemRandom);
	return { id, kind: 'returned', enrollmentId, atMs: 1_000, readAtMs: null, ...more };
}
const changeOf = (view: NoticeView) => ({ kind: 'notice', id: view.id, view }) as const;
async function aPhoneTold(...notices: NoticeView[]) {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const store = await phone.device.syncStore('account-a');
	await store.freeze(wholeOutbox);
	await store.apply(aReply({ changes: notices.map(changeOf) }));
	return { phone, store, notices: phone.device.notices };
}
const kindsIn = async (phone: Phone) => (await phone.device.notices.list()).map(({ kind }) => kind);

test('notices are kept, newest first, sealed, and there after a restart without a network', async () => {
	const [older, newer] = [aNotice(), aNotice({ kind: 'rejected', atMs: 2_000 })];
	const { phone } = await aPhoneTold(older, newer);
	phone.restart();
	expect(await kindsIn(phone)).toEqual(['rejected', 'returned']);
	const { record } = await phone.rows();
	const open = JSON.stringify(record.map(({ iv: _, ciphertext: __, ...columns }) => columns));
	expect(open).not.toMatch(/rejected|returned/);
	expect(await phone.device.enrollments.list()).toEqual([]);
});

test('reading is on disk and in the outbox at once, and one mutation each', async () => {
	const [first, second] = [aNotice(), aNotice({ readAtMs: 5 })];
	const { phone, store, notices } = await aPhoneTold(first, second);
	await notices.markRead([first.id, second.id]);
	await notices.markRead([first.id]);
	phone.restart();
	const [unread] = (await phone.device.notices.list()).filter(({ readAtMs }) => readAtMs === null);
	expect(unread).toBeUndefined();
	const { mutations } = await store.freeze(wholeOutbox);
	expect(mutations).toEqual([{ kind: 'notice.read', record: first.id, atMs: expect.any(Number), body: {} }]);
});

test('what was read here stays read until the server knows, and its word then counts', async () => {
	const notice = aNotice();
	const { store, notices } = await aPhoneTold(notice);
	await notices.markRead([notice.id]);
	const readHere = (await notices.list())[0]!.readAtMs;
	await store.freeze(wholeOutbox);
	// A page that was made before the server heard of it.
	await store.apply(aReply({ changes: [changeOf(notice)] }));
	expect((await notices.list())[0]).toMatchObject({ readAtMs: readHere });
	const results = [{ sequence: 1, status: 'applied' as const }];
	await store.apply(aReply({ results, changes: [changeOf({ ...notice, readAtMs: 77 })] }));
	expect((await notices.list())[0]).toMatchObject({ readAtMs: 77 });
	expect((await store.freeze(wholeOutbox)).mutations).toEqual([]);
});

test('a refused reading is let go, and troubles nobody', async () => {
	const notice = aNotice();
	const { phone, store, notices } = await aPhoneTold(notice);
	await notices.markRead([notice.id]);
	await store.freeze(wholeOutbox);
	const results = [{ sequence: 1, status: 'refused' as const, code: 'sync.unknown-kind' as const }];
	await store.apply(aReply({ results }));
	expect((await store.freeze(wholeOutbox)).mutations).toEqual([]);
	expect(await kindsIn(phone)).toEqual(['returned']);
	expect(await phone.device.enrollments.list()).toEqual([]);
});

test('that something was read does not count as unsent', async () => {
	const notice = aNotice();
	const { phone, notices } = await aPhoneTold(notice);
	const counts: { unsent: number; waiting: string }[] = [];
	const stop = phone.device.watchOutbox((found) => counts.push(found));
	await notices.markRead([notice.id]);
	await vi.waitFor(() => expect(counts.at(-1)?.waiting).toBeTruthy());
	expect(counts.at(-1)?.unsent).toBe(0);
	await phone.device.enrollments.create({ schemeId: 'yunnan-kunming-2023', schoolCode: 'kust' });
	await vi.waitFor(() => expect(counts.at(-1)?.unsent).toBe(1));
	stop();
});

test('another person on the same phone sees none of them, nor does nobody', async () => {
	const { phone } = await aPhoneTold(aNotice());
	const seen: number[] = [];
	const stop = phone.device.notices.watchList((list) => seen.push(list.length));
	await vi.waitFor(() => expect(seen.at(-1)).toBe(1));
	await phone.device.present.signOut();
	await vi.waitFor(() => expect(seen.at(-1)).toBe(0));
	await phone.device.present.signIn(anAccount('account-b', 9));
	expect(await kindsIn(phone)).toEqual([]);
	await phone.device.notices.markRead([aNotice().id]);
	await phone.device.present.signIn(anAccount());
	await vi.waitFor(() => expect(seen.at(-1)).toBe(1));
	stop();
});

test('a notice that is gone on the server goes here', async () => {
	const notice = aNotice();
	const { phone, store } = await aPhoneTold(notice);
	await store.apply(aReply({ changes: [{ kind: 'notice', id: notice.id, view: null }] }));
	expect(await kindsIn(phone)).toEqual([]);
});
