import { expect, test } from 'vitest';
import { lazyWires } from '#lib/transport/lazy-wires.ts';
import type { Wires } from '#lib/transport/wires.ts';
import { ok } from '#shared/std/result.ts';

const wires = { payment: { check: async (id: string) => ok(id) } } as unknown as Wires;

test('the wires are loaded with the first call, once', async () => {
	let loads = 0;
	const lazy = lazyWires(async () => {
		loads += 1;
		return wires;
	});
	expect(loads).toBe(0);
	expect(await Promise.all([lazy.payment.check('a'), lazy.payment.check('b')])).toEqual([ok('a'), ok('b')]);
	expect(loads).toBe(1);
});

test('wires that cannot be loaded answer as without a network, and the next call tries again', async () => {
	let isOnline = false;
	const lazy = lazyWires(async () => {
		if (!isOnline) throw new TypeError('Failed to fetch dynamically imported module');
		return wires;
	});
	expect(await lazy.payment.check('a')).toEqual({ ok: false, error: { code: 'network.offline' } });
	isOnline = true;
	expect(await lazy.payment.check('a')).toEqual(ok('a'));
});
