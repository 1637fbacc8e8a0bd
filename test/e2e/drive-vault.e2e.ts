/** The ways into a volunteer's vault, in Chromium with an authenticator of its own: another passphrase, and a passkey. */
import { beforeAll, describe, expect, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import type { AppUnderTest } from '../support/app-under-test.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { driveId, joinDrive, openDrive, openVault, passphrase } from '../support/volunteer-flow.ts';

const house = openHouse({ phone: aPhone, admin: aDesk });
const next = '换成另外一句足够长的口令';
/** No passkey is for an address of numbers. */
const named = (app: AppUnderTest): AppUnderTest => ({
	...app,
	url: app.url.replace('127.0.0.1', 'localhost'),
});

const isOpen = () => house.phone.page.getByRole('button', { name: '下一位同学' }).waitFor();
async function locked() {
	const { page } = house.phone;
	await page.goto(`${named(house.app).url}/drive/${driveId}`);
	await page.getByRole('heading', { name: '保险箱已锁' }).waitFor();
}
async function settings() {
	await house.phone.page.goto(`${named(house.app).url}/drive`);
	await house.phone.page.getByRole('heading', { name: '保险箱的打开方式' }).waitFor();
}

beforeAll(async () => {
	const token = await openDrive(house.admin.page, house.app);
	const { page } = house.phone;
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('WebAuthn.enable');
	await devtools.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal' },
			...{ hasResidentKey: true, hasUserVerification: true, hasPrf: true },
			...{ isUserVerified: true, automaticPresenceSimulation: true },
		},
	});
	await joinDrive(page, named(house.app), token);
});

describe('the ways into a volunteer’s vault', () => {
	it('another passphrase is taken with the present one, and opens from then on', async () => {
		const { page } = house.phone;
		await settings();
		await page.getByRole('button', { name: '更改口令' }).click();
		await page.getByLabel('现在的口令').fill(`${passphrase}吗`);
		await page.getByLabel('新口令', { exact: true }).fill(next);
		await page.getByLabel('再输一次口令').fill(next);
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '更改口令' }).click();
		await page.getByText('口令不对').waitFor();
		await page.getByLabel('现在的口令').fill(passphrase);
		await page.getByRole('button', { name: '更改口令' }).click();
		await page.getByText('口令已更改').waitFor();
		await locked();
		await openVault(page);
		await page.getByText('口令不对').waitFor();
		await openVault(page, next);
		await isOpen();
	});

	it('a passkey opens it without the passphrase', async () => {
		const { page } = house.phone;
		await settings();
		await page.getByRole('button', { name: /^加上通行密钥/ }).click();
		await page.getByLabel('现在的口令').fill(next);
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '加上通行密钥', exact: true }).click();
		await page.getByText('通行密钥已加上').waitFor();
		await locked();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '用通行密钥打开' }).click();
		await isOpen();
	});

	it('removed, it opens nothing, and the passphrase still does', async () => {
		const { page } = house.phone;
		await settings();
		await page.getByRole('button', { name: '去掉通行密钥' }).click();
		await page.getByText('通行密钥已去掉').waitFor();
		await locked();
		expect(await page.getByRole('button', { name: '用通行密钥打开' }).count()).toBe(0);
		await openVault(page, next);
		await isOpen();
	});
});
