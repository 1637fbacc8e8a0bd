import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withLease } from '#lib/boot/lease-lock.ts';

/** The storage of one browser, which its tabs share. */
class SharedStorage {
	#values = new Map<string, string>();
	getItem = (key: string) => this.#values.get(key) ?? null;
	setItem = (key: string, value: string) => void this.#values.set(key, value);
	removeItem = (key: string) => void this.#values.delete(key);
}

const key = 'campuscover-sync';
let storage: Storage;
beforeEach(() => {
	vi.useFakeTimers();
	storage = new SharedStorage() as unknown as Storage;
});
afterEach(() => void vi.useRealTimers());

/** Tabs that all begin at once; how many worked at the same time at most. */
async function most(tabs: number, run: (work: () => Promise<void>) => Promise<void>): Promise<number> {
	let now = 0;
	let highest = 0;
	const work = async () => {
		highest = Math.max(highest, (now += 1));
		await new Promise((resolve) => setTimeout(resolve, 20_000));
		now -= 1;
	};
	const all = Promise.all(Array.from({ length: tabs }, () => run(work)));
	await vi.advanceTimersByTimeAsync(300_000);
	await all;
	return highest;
}

test('tabs work one after the other, also longer than a lease', async () => {
	expect(await most(3, (work) => withLease(storage, key, 60_000, work))).toBe(1);
});

test('without it they work at once: so the measure sees what it is for', async () => {
	expect(await most(3, (work) => work())).toBe(3);
});

test('a tab that was killed with the lease in hand holds the next one up for its length, and no longer', async () => {
	storage.setItem(key, JSON.stringify({ owner: 'killed', untilMs: Date.now() + 15_000 }));
	const began = Date.now();
	let begunAfterMs = 0;
	const done = withLease(storage, key, 60_000, async () => void (begunAfterMs = Date.now() - began));
	await vi.advanceTimersByTimeAsync(60_000);
	await done;
	expect(begunAfterMs).toBeGreaterThan(14_000);
	expect(begunAfterMs).toBeLessThan(16_000);
});

test.each([
	['of a clock that was fifty years ahead', JSON.stringify({ owner: 'x', untilMs: Date.UTC(2076, 0, 1) })],
	['that is no lease', '{"owner":'],
])('what lies there %s holds up nobody', async (_, value) => {
	storage.setItem(key, value);
	let ran = false;
	const done = withLease(storage, key, 60_000, async () => void (ran = true));
	await vi.advanceTimersByTimeAsync(200);
	await done;
	expect(ran).toBe(true);
	expect(storage.getItem(key)).toBeNull();
});

test('a tab that holds it for ever is passed by after the longest wait', async () => {
	let release: () => void = () => undefined;
	const held = withLease(storage, key, 60_000, () => new Promise<void>((resolve) => (release = resolve)));
	await vi.advanceTimersByTimeAsync(100);
	let ran = false;
	const second = withLease(storage, key, 60_000, async () => void (ran = true));
	await vi.advanceTimersByTimeAsync(61_000);
	expect(ran).toBe(true);
	release();
	await Promise.all([held, second]);
});

test('a failure of the work is handed on, and gives the lease back', async () => {
	const failing = withLease(storage, key, 60_000, async () => {
		throw new TypeError('a bug');
	});
	const seen = expect(failing).rejects.toThrow(TypeError);
	await vi.advanceTimersByTimeAsync(1_000);
	await seen;
	expect(storage.getItem(key)).toBeNull();
});
