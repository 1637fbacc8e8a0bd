import { expect, test } from 'vitest';
import { InstallController } from '#lib/app/install/install-offer.svelte.ts';
import type { BrowserInstallPort } from '#lib/app/install/ports.ts';

function aBrowser(more: Partial<BrowserInstallPort> = {}) {
	let isPutOff = false;
	let asked = 0;
	const port: BrowserInstallPort = {
		kind: () => 'android',
		isInstalled: () => false,
		canPrompt: () => asked === 0,
		prompt: async () => {
			asked++;
			return 'accepted';
		},
		isPutOff: () => isPutOff,
		putOff: () => {
			isPutOff = true;
		},
		...more,
	};
	return { port, asked: () => asked };
}

const found = (port: BrowserInstallPort) => {
	const offer = new InstallController(port);
	offer.look();
	return offer.state;
};

test('the browser’s own question is offered where it has one, and the guide on a phone without', () => {
	expect(found(aBrowser().port)).toBe('prompt');
	expect(found(aBrowser({ canPrompt: () => false }).port)).toBe('guide');
	expect(found(aBrowser({ canPrompt: () => false, kind: () => 'ios' }).port)).toBe('guide');
});

test('nothing is offered where it stands on the home screen, on a computer without the question, or in WeChat', () => {
	expect(found(aBrowser({ isInstalled: () => true }).port)).toBe('hidden');
	expect(found(aBrowser({ canPrompt: () => false, kind: () => 'desktop' }).port)).toBe('hidden');
	expect(found(aBrowser({ canPrompt: () => false, kind: () => 'wechat' }).port)).toBe('hidden');
});

test('the browser is not asked before the person accepts, and then once', async () => {
	const { port, asked } = aBrowser();
	const offer = new InstallController(port);
	offer.look();
	expect(asked()).toBe(0);
	await offer.accept();
	await offer.accept();
	expect([asked(), offer.state]).toEqual([1, 'done']);
	offer.look();
	expect(offer.state).toBe('done');
});

test('以后再说, to us or to the browser, is for good', async () => {
	const ours = aBrowser();
	const offer = new InstallController(ours.port);
	offer.look();
	offer.putOff();
	expect(offer.state).toBe('hidden');
	expect(found(ours.port)).toBe('hidden');
	const theirs = aBrowser({ prompt: async () => 'dismissed' });
	const other = new InstallController(theirs.port);
	other.look();
	await other.accept();
	expect(found(theirs.port)).toBe('hidden');
});
