import { expect, test, vi } from 'vitest';
import { AppUpdate } from '#lib/app/phone/app-update.svelte.ts';

test('a new version is taken when all that screens hold is written down, and not before', async () => {
	const update = new AppUpdate();
	const apply = vi.fn();
	update.offer(apply);
	const { promise: written, resolve } = Promise.withResolvers<boolean>();
	update.keepFirst(() => written);
	const taking = update.take();
	await Promise.resolve();
	expect(apply).not.toHaveBeenCalled();
	resolve(true);
	expect(await taking).toBe(true);
	expect(apply).toHaveBeenCalledOnce();
});

test('what cannot be written holds the update back, until it can or its screen is gone', async () => {
	const update = new AppUpdate();
	const apply = vi.fn();
	update.offer(apply);
	const leave = update.keepFirst(() => Promise.resolve(false));
	expect(await update.take()).toBe(false);
	expect([update.isReady, apply.mock.calls.length]).toEqual([true, 0]);
	leave();
	expect(await update.take()).toBe(true);
});
