import { afterEach, describe, expect, test, vi } from 'vitest';
import { isOut } from '#lib/boot/platform.ts';
import { World } from './fake-world.ts';

describe('where there is surely no network', () => {
	function outWorld(): World {
		const world = new World().add('a', 'b');
		world.isOut = true;
		return world;
	}

	test.each(['work', 'signal'] as const)(
		'nothing is made ready by %s, and it looks again by itself',
		async (reason) => {
			const world = outWorld();
			await world.engine.ask(reason);
			expect(world.entries.map(({ sequence }) => sequence)).toEqual([null, null]);
			expect(world.requests).toEqual([]);
			expect(world.engine.status.phase).toBe('offline');
			await world.passTime();
			expect(world.requests).toEqual([]);
			world.isOut = false;
			await world.passTime();
			expect(world.entries).toEqual([]);
			expect(world.engine.status.phase).toBe('idle');
		},
	);

	test('the person’s own ask tries all the same', async () => {
		const world = outWorld();
		await world.engine.ask('person');
		expect(world.entries).toEqual([]);
	});

	test('who asks while it looks has what they ask for', async () => {
		const world = outWorld();
		const looking = world.engine.ask('signal');
		await world.engine.ask('person');
		await looking;
		expect(world.entries).toEqual([]);
	});
});

describe('whether there is no network', () => {
	afterEach(() => vi.unstubAllGlobals());

	test('is not asked where the browser says nothing', () => {
		vi.stubGlobal('navigator', { onLine: true });
		vi.stubGlobal('fetch', () => expect.unreachable());
		expect(isOut()).toBe(false);
	});

	test('is not believed of a browser that says so where a trifle comes', async () => {
		vi.stubGlobal('navigator', { onLine: false });
		vi.stubGlobal('fetch', async () => new Response(null));
		expect(await isOut()).toBe(false);
		vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
		expect(await isOut()).toBe(true);
	});
});
