import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepPushWithOwner } from '#lib/boot/push-with-owner.ts';
import { PushController } from '#lib/app/notice/push-offer.svelte.ts';
import type { BrowserPushPort, PushServerPort } from '#lib/app/notice/ports.ts';
import type { Device } from '#lib/device/device.ts';
import type { OwnerId } from '#lib/device/types.ts';
import { ok } from '#shared/std/result.ts';
import type { PushSubscriptionInput } from '#shared/protocol/push.ts';

beforeEach(() => {
	vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
	const own = new EventTarget();
	for (const name of ['addEventListener', 'removeEventListener'] as const) {
		vi.stubGlobal(name, own[name].bind(own));
	}
});
afterEach(() => vi.unstubAllGlobals());

const made: PushSubscriptionInput = { endpoint: 'https://push.example/1', p256dh: 'p', auth: 'a' };

function aPhone(before: PushSubscriptionInput | null = null) {
	let held = before;
	const told: string[] = [];
	const server = {
		key: async () => ok({ key: 'k' }),
		subscribe: async () => (told.push('subscribe'), ok(null)),
		unsubscribe: async () => (told.push('unsubscribe'), ok(null)),
	} as PushServerPort;
	const browser: BrowserPushPort = {
		canAsk: async () => true,
		current: async () => held,
		subscribe: async () => (held = made),
		drop: async () => void (held = null),
		isPutOff: () => false,
		putOff: () => {},
	};
	const controller = new PushController(server, browser);
	let onOwner: (owner: OwnerId) => void = () => {};
	const present = {
		watch: (onChange: (owner: OwnerId) => void) => {
			onOwner = onChange;
			return () => {};
		},
	} as unknown as Device['present'];
	let quiet: () => void = () => {};
	const whenQuiet = new Promise<void>((resolve) => (quiet = resolve));
	const push = keepPushWithOwner(present, whenQuiet, async () => controller);
	return {
		push,
		come: (owner: string) => onOwner(owner as OwnerId),
		quiet: () => quiet(),
		told,
		held: () => held,
	};
}

test('what somebody turns on before the page was ever quiet stays on', async () => {
	const phone = aPhone();
	phone.come('device');
	phone.come('ann');
	const push = await phone.push();
	await push.look();
	await push.accept();
	phone.quiet();
	await new Promise((resolve) => setTimeout(resolve));
	expect([phone.held(), phone.told]).toEqual([made, ['subscribe']]);
});

test('another’s end when the page is quiet, or before a page offers them to the next person', async () => {
	for (const isAsked of [true, false]) {
		const phone = aPhone(made);
		phone.come('ann');
		phone.come('device');
		phone.come('ben');
		if (isAsked) await phone.push();
		else phone.quiet();
		await vi.waitFor(() => expect(phone.held()).toBeNull());
		expect(phone.told).toContain('unsubscribe');
	}
});

test('one’s own are told to the server again with the next visit', async () => {
	const phone = aPhone(made);
	phone.come('ann');
	phone.quiet();
	await vi.waitFor(() => expect(phone.told).toEqual(['subscribe']));
	expect(phone.held()).toEqual(made);
});
