/** What the screens of a volunteer are told, and how often the device is asked for it. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { VolunteerPort } from '#lib/app/drive/ports.ts';
import { VolunteerDesk } from '#lib/app/drive/volunteer-desk.svelte.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { ok } from '#shared/std/result.ts';

/** A vault that opens with the word "open" and tells of it as the device does; each look gives objects of its own. */
function aDesk() {
	const listeners = new Set<() => void>();
	let isOpen = false;
	const order: string[] = [];
	const tell = () => listeners.forEach((listener) => listener());
	const vault = {
		onChange: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
		look: vi.fn(() => {
			order.push('look');
			const status = { state: isOpen ? 'open' : 'locked', isLeaseOver: false, waitMs: 0, hasPasskey: false };
			return Promise.resolve({ status, kits: [{ drive: { id: 'd1', title: '新生参保' } }] });
		}),
		unlock: (passphrase: string) => {
			if (passphrase !== 'open') throw new RefusalError({ code: 'device.passphrase-wrong' });
			isOpen = true;
			tell();
			return Promise.resolve();
		},
		lock: () => {
			isOpen = false;
			tell();
		},
	};
	const drives = { sendAgain: () => Promise.resolve(void order.push('send again')) };
	const port = { vault, drives, contact: () => Promise.resolve(ok(null)) } as unknown as VolunteerPort;
	return { desk: new VolunteerDesk(port), vault, order, tell };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeEach(() => {
	vi.stubGlobal('document', { addEventListener: vi.fn(), removeEventListener: vi.fn() });
});
afterEach(() => vi.unstubAllGlobals());

test('opening looks once, and what was lost is looked for after the list may be drawn', async () => {
	const { desk, order, tell } = aDesk();
	const stop = desk.start();
	await settle();
	order.length = 0;
	expect(await desk.open('open')).toBe(true);
	await settle();
	expect(order).toEqual(['look', 'send again']);
	expect(desk.status).toMatchObject({ state: 'open' });
	// Who told twice would be heard twice: the count above would tell.
	tell();
	await settle();
	expect(order).toEqual(['look', 'send again', 'look']);
	stop();
});

test('a wrong passphrase stays said, and the vault’s wait is looked at', async () => {
	const { desk, vault } = aDesk();
	const stop = desk.start();
	await settle();
	const before = vault.look.mock.calls.length;
	expect(await desk.open('shut')).toBe(false);
	expect(desk.refusal).toMatchObject({ code: 'device.passphrase-wrong' });
	expect(vault.look.mock.calls.length).toBe(before + 1);
	stop();
});

test('a look that finds nothing new gives the screens nothing to draw', async () => {
	const { desk, vault } = aDesk();
	await desk.look();
	const { status, kits } = desk;
	await desk.look();
	expect(desk.status).toBe(status);
	expect(desk.kits).toBe(kits);
	// The device's own are other objects each time.
	expect((await vault.look()).kits).not.toBe((await vault.look()).kits);
	vault.unlock('open');
	await desk.look();
	expect(desk.status).not.toBe(status);
	expect(desk.kits).toBe(kits);
});
