import { expect, test } from 'vitest';
import { PushController } from '#lib/app/notice/push-offer.svelte.ts';
import type { BrowserPushPort, PushServerPort } from '#lib/app/notice/ports.ts';
import { err, ok } from '#shared/std/result.ts';
import type { PushSubscriptionInput } from '#shared/protocol/push.ts';

const made: PushSubscriptionInput = {
	endpoint: 'https://push.example/1',
	p256dh: 'p'.repeat(87),
	auth: 'a'.repeat(22),
};

function aWorld(more: Partial<BrowserPushPort & PushServerPort> = {}) {
	const told: string[] = [];
	let held: PushSubscriptionInput | null = null;
	let isPutOff = false;
	const server: PushServerPort = {
		key: async () => ok({ key: 'k' }),
		subscribe: async () => (told.push('subscribe'), ok(null)),
		unsubscribe: async () => (told.push('unsubscribe'), ok(null)),
		...more,
	} as PushServerPort;
	const browser: BrowserPushPort = {
		canAsk: async () => true,
		current: async () => held,
		drop: async () => {
			held = null;
		},
		isPutOff: () => isPutOff,
		putOff: () => {
			isPutOff = true;
		},
		...more,
		subscribe: async () => (held = made),
		...('refuses' in more ? { subscribe: async () => more.refuses as 'denied' } : {}),
	} as BrowserPushPort;
	return { push: new PushController(server, browser), told, browser, held: () => held };
}

test('it is offered where it can be had, taken once, and not offered again', async () => {
	const { push, told } = aWorld();
	expect(push.state).toBe('hidden');
	await push.look();
	expect(push.state).toBe('offered');
	await push.accept();
	expect([push.state, told]).toEqual(['on', ['subscribe']]);
	await push.look();
	expect(push.state).toBe('on');
});

test.each([
	['the browser has none', { canAsk: async () => false }],
	['it is on already', { current: async () => made }],
	['it was put off', { isPutOff: () => true }],
	['the server has no keys', { key: async () => ok({ key: null }) }],
	['nobody can be asked', { key: async () => err({ code: 'network.offline' as const }) }],
])('it is not offered where %s', async (_, more) => {
	const { push } = aWorld(more);
	await push.look();
	expect(push.state).toBe('hidden');
	await push.accept();
	expect(push.state).toBe('hidden');
});

test.each(['denied', 'failed'])('what became of it is said: %s', async (refuses) => {
	const { push, told } = aWorld({ refuses } as object);
	await push.look();
	await push.accept();
	expect([push.state, told]).toEqual([refuses, []]);
});

test('a subscription that the server did not take is given up: it would never ring', async () => {
	const { push, held } = aWorld({ subscribe: async () => err({ code: 'network.offline' }) } as object);
	await push.look();
	await push.accept();
	expect([push.state, held()]).toEqual(['failed', null]);
});

test('put off, it is not offered for a while', async () => {
	const { push } = aWorld();
	await push.look();
	push.putOff();
	expect(push.state).toBe('hidden');
	await push.look();
	expect(push.state).toBe('hidden');
});

test('it ends with the person, and is told again when the same person is back', async () => {
	const { push, told, held } = aWorld();
	await push.renew();
	await push.drop();
	expect(told).toEqual([]);
	await push.look();
	await push.accept();
	await push.renew();
	await push.drop();
	expect([held(), told, push.state]).toEqual([null, ['subscribe', 'subscribe', 'unsubscribe'], 'hidden']);
});
