import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { PhoneStorage } from '#lib/app/phone/phone-storage.svelte.ts';
import { hearOfFormer, lookForEmptied, markUnsent, noteLost } from '#lib/boot/emptied-storage.ts';
import { hasStorageMarks } from '#lib/boot/storage-marks.ts';
import type { OutboxCounts } from '#lib/device/outbox-counts.ts';

let kept = new Map<string, string>();

beforeEach(() => {
	kept = new Map();
	const methods = {
		getItem: (name: string) => kept.get(name) ?? null,
		setItem: (name: string, value: string) => kept.set(name, value),
	};
	vi.stubGlobal('localStorage', new Proxy(methods, { has: (_, name) => kept.has(String(name)) }));
	vi.useFakeTimers();
	onTestFinished(() => void vi.useRealTimers());
	onTestFinished(() => void vi.unstubAllGlobals());
});

const counts = (part: Partial<OutboxCounts>): OutboxCounts => ({
	owner: 'account-a',
	unsent: 0,
	refused: 0,
	files: 0,
	waiting: '',
	lastSyncAtMs: null,
	...part,
});

/** The phone counts at this time. */
function mark(part: Partial<OutboxCounts>, atMs: number, storage = new PhoneStorage()): void {
	vi.setSystemTime(atMs);
	markUnsent(storage, counts(part));
}

/** What the next page shows. */
function nextPage({ isAbsent }: { isAbsent: boolean }): PhoneStorage {
	const storage = new PhoneStorage();
	if (hasStorageMarks()) lookForEmptied(storage, isAbsent);
	return storage;
}

test('what every owner had unsent is told once the database is gone, until it was read', () => {
	mark({ unsent: 5 }, 10);
	mark({ unsent: 1, refused: 1, files: 3 }, 20);
	mark({ owner: 'device', unsent: 2 }, 30);
	expect(nextPage({ isAbsent: false }).emptied).toBeNull();
	const told = { records: 4, files: 3, atMs: 30, toldBy: 'phone' };
	expect(nextPage({ isAbsent: true }).emptied).toMatchObject(told);
	const again = nextPage({ isAbsent: false });
	expect(again.emptied).toMatchObject(told);
	again.emptied!.settle();
	expect(again.emptied).toBeNull();
	expect(nextPage({ isAbsent: false }).emptied).toBeNull();
	expect(nextPage({ isAbsent: true }).emptied).toBeNull();
});

test('nothing unsent is told as nothing; a phone on which nobody wrote anything is told nothing', () => {
	mark({ owner: 'device' }, 10);
	expect(nextPage({ isAbsent: true }).emptied).toBeNull();
	mark({ unsent: 1 }, 20);
	mark({}, 30);
	expect(nextPage({ isAbsent: true }).emptied).toMatchObject({ records: 0, files: 0, atMs: 30 });
});

test('a new phone invents no number', () => {
	expect(nextPage({ isAbsent: true }).emptied).toBeNull();
});

test.each([
	'',
	'{',
	'[]',
	'7',
	'null',
	'{"unsent":{"a":{"records":-1,"files":0,"atMs":1}}}',
	'{"unsent":{"a":{"records":"1"}},"isLost":true}',
	'{"unsent":{"a":null}}',
	'{"unsent":7,"emptied":{"records":null}}',
])('what somebody else wrote there (%s) is no number', (text) => {
	kept.set('campuscover-storage', text);
	expect(nextPage({ isAbsent: true }).emptied).toBeNull();
	expect(nextPage({ isAbsent: false }).emptied).toBeNull();
});

test('a storage that went under the open page is told by the next one, though a new database is there', () => {
	const storage = new PhoneStorage();
	mark({ unsent: 2 }, 10, storage);
	storage.lost();
	noteLost();
	mark({ unsent: 0 }, 20, storage);
	expect(nextPage({ isAbsent: false }).emptied).toMatchObject({ records: 2, atMs: 10, toldBy: 'phone' });
	mark({ unsent: 1 }, 30);
	expect(nextPage({ isAbsent: false }).emptied).toMatchObject({ records: 2 });
});

test('what the page alone holds is no part of a storage', () => {
	const storage = new PhoneStorage();
	storage.refused();
	mark({ unsent: 2 }, 10, storage);
	expect(nextPage({ isAbsent: true }).emptied).toBeNull();
});

test('the server’s word is told where the phone has none of its own, and each once', () => {
	const former = { records: 2, files: 1, heardAtMs: 50 };
	const storage = new PhoneStorage();
	hearOfFormer(storage, former);
	expect(storage.emptied).toMatchObject({ records: 2, files: 1, atMs: 50, toldBy: 'server' });
	storage.emptied!.settle();
	hearOfFormer(storage, former);
	expect(storage.emptied).toBeNull();
	hearOfFormer(storage, { ...former, heardAtMs: 90 });
	expect(storage.emptied).toMatchObject({ atMs: 90 });
});

test('what the phone counted itself is newer than what the server heard', () => {
	mark({ unsent: 3 }, 10);
	const storage = nextPage({ isAbsent: true });
	hearOfFormer(storage, { records: 0, files: 0, heardAtMs: 5_000 });
	expect(storage.emptied).toMatchObject({ records: 3, toldBy: 'phone' });
});

test('a browser that keeps nothing of this is no reason to fail', () => {
	vi.stubGlobal('localStorage', undefined);
	mark({ unsent: 3 }, 10);
	expect(hasStorageMarks()).toBe(false);
	expect(nextPage({ isAbsent: true }).emptied).toBeNull();
});
