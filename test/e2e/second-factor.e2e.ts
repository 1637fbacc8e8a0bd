/** A member of staff where a second factor is required: set up, signed out, in again by a code, and by a recovery code. */
import { TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { signInAt } from '../support/journeys.ts';

const house = openHouse({ phone: aPhone, desk: aDesk }, { STAFF_SECOND_FACTOR: 'required' });
const auditor = '19000000017';
const stepMs = 30_000;
let totp: TOTP;
let codes: string[];
let lastStep = 0;

/** A code of a step that was not used: it waits for the next where it must. */
async function nextCode(): Promise<string> {
	// One step ahead is taken too, so that nobody waits for half a minute.
	while (Math.floor(Date.now() / stepMs) + 1 <= lastStep) await new Promise((go) => setTimeout(go, 500));
	lastStep = Math.max(lastStep + 1, Math.floor(Date.now() / stepMs));
	return totp.generate({ timestamp: lastStep * stepMs });
}

it('whoever has none is led to it, and to no desk', async () => {
	const { page } = house.phone;
	await signInAt(page, house.app, { phone: auditor, next: '/office/audit' });
	await page.waitForURL(/\/account\/second-factor$/);
	await page.getByText('请先设置动态口令').waitFor();
	await expectNoFaultsInAnyLook(page);
	await page.goto(`${house.app.url}/office/audit`);
	await page.getByText('请先设置动态口令').waitFor();
	await expectNoFaultsInAnyLook(page);
	await page.getByRole('link', { name: '开始设置' }).click();
});

it('is set up with the key of the picture, a wrong code is told apart, and the recovery codes are shown once', async () => {
	const { page } = house.phone;
	await page.getByRole('button', { name: '开始设置' }).click();
	await page.getByRole('img', { name: '动态口令的二维码' }).waitFor();
	const shown = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).innerText();
	totp = new TOTP({ secret: shown.replaceAll(' ', '') });
	await expectNoFaultsInAnyLook(page);
	const field = page.getByLabel('动态口令', { exact: true });
	await field.fill('12');
	await page.getByRole('button', { name: '确认并打开' }).click();
	await page.getByText('请填写 6 位动态口令').waitFor();
	const right = await nextCode();
	await field.fill(right === '000000' ? '000001' : '000000');
	await page.getByRole('button', { name: '确认并打开' }).click();
	await page.getByText(/动态口令不对，或已经用过/).waitFor();
	await field.fill(right);
	await field.press('Enter');
	await page.getByText('请现在抄下恢复码').waitFor();
	codes = await page
		.getByRole('listitem')
		.filter({ hasText: /^\w{4}-/ })
		.allInnerTexts();
	expect(codes).toHaveLength(8);
	await expectNoFaultsInAnyLook(page);
	await page.getByRole('button', { name: '已经收好' }).click();
	await page.getByText('还剩 8 个没有用过').waitFor();
	expect(await page.getByText(codes[0]!).count()).toBe(0);
	await expectNoFaultsInAnyLook(page);
	await page.getByRole('link', { name: '打开工作台' }).click();
	await page.getByRole('row').nth(2).waitFor();
});

it('the next sign-in asks for a code, and the desk opens with it', async () => {
	const { page } = house.phone;
	await page.goto(`${house.app.url}/account`);
	await page.getByRole('button', { name: '退出登录' }).click();
	await page
		.getByRole('dialog')
		.or(page.getByRole('alertdialog'))
		.getByRole('button', { name: '退出登录' })
		.click();
	await page.waitForURL(`${house.app.url}/`);
	await signInAt(page, house.app, { phone: auditor, next: '/office/audit' });
	await page.getByRole('heading', { name: '输入动态口令' }).waitFor();
	await expectNoFaultsInAnyLook(page);
	await page.getByLabel('动态口令或恢复码').fill(await nextCode());
	await page.getByRole('button', { name: '登录', exact: true }).click();
	await page.waitForURL(/\/office\/audit$/);
	await page.getByRole('row').filter({ hasText: '动态口令 · 启用' }).first().waitFor();
});

it('without the phone a recovery code opens it, once', async () => {
	const { page } = house.desk;
	await signInAt(page, house.app, { phone: auditor, next: '/account/second-factor' });
	await page.getByRole('heading', { name: '输入动态口令' }).waitFor();
	await page.getByLabel('动态口令或恢复码').fill(codes[0]!.toLowerCase());
	await page.getByRole('button', { name: '登录', exact: true }).click();
	await page.getByText('还剩 7 个没有用过').waitFor();
	await page.getByRole('button', { name: /换一批恢复码/ }).click();
	await page.getByLabel('动态口令或恢复码').fill(codes[0]!);
	await page.getByRole('button', { name: '换一批恢复码' }).click();
	await page.getByText(/动态口令不对，或已经用过/).waitFor();
	await expectNoFaultsInAnyLook(page);
	await page.getByLabel('动态口令或恢复码').fill(codes[1]!);
	await page.getByRole('button', { name: '换一批恢复码' }).click();
	await page.getByText('请现在抄下恢复码').waitFor();
	await expectNoFaultsInAnyLook(page);
});
