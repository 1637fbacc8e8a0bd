/** One phone that changes hands, a phone that is replaced, and two tabs: nothing is lost, and nobody sees another's. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { expectNoFaults } from '../support/axe.ts';
import { aDesk, aKeptPhone, aPhone, openHouse } from '../support/e2e-house.ts';
import { beginAtStep, signInWithCode } from '../support/enrollment-flow.ts';
import { approve, openReview, pay, signInAt, submittedBy } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';
import { plant } from '../support/plant.ts';
import { searchRawBytes } from '../support/profile-search.ts';

const who = anApplicant({ name: '欧阳晓舟', hasIdentity: true });
const secret = { name: '慕容望远', address: '雨花校区二十七栋' };
const exchange = '**/api/trpc/sync.exchange*';

const house = openHouse({ phone: aKeptPhone, newPhone: aPhone, desk: aDesk });
const at = (path: string) => house.app.url + path;
let submitted = '';
let draft = '';

const signOutButton = (page: Page) =>
	page.getByRole('dialog').getByRole('button', { name: '退出，留在本机' });

async function askSignOut(page: Page, how: '退出登录' | '切换账号'): Promise<void> {
	await page.goto(at('/account'));
	await page.getByRole('button', { name: how }).click();
}

/** A draft of whoever is signed in, begun at the first step. */
async function typeDraft(page: Page, name: string): Promise<string> {
	const id = await beginAtStep(page, house.app.url, who.school, 'person/id');
	await page.getByLabel('姓名').fill(name);
	await page.locator('[data-save=saved]').waitFor();
	return id;
}

describe('a new phone', () => {
	it('has everything back after one sync: drafts, signature, what is submitted and paid, the receipt; and opens it offline', async () => {
		submitted = await submittedBy(house.phone, house.app, who);
		await openReview(house.desk, house.app);
		await approve(house.desk, who);
		await pay(house.phone, house.app, submitted);
		draft = await typeDraft(house.phone.page, '旧手机上写');
		await house.phone.page.goto(at('/sync'));
		await house.phone.page.getByText('没有等待上传的内容').waitFor();
		const { page } = house.newPhone;
		await signInAt(page, house.app, { phone: who.phone, next: '/drafts' });
		await page.getByText('欧***').first().waitFor();
		await page.getByText('旧****').waitFor();
		await wholeCopy(page);
		await house.app.stopServer();
		await page.goto(at(`/enrollment/${submitted}/receipt`));
		await page.getByText('不能作为记账凭证').first().waitFor();
		await page.goto(at(`/enrollment/${submitted}/letter`));
		await page.getByRole('img', { name: '已签的名字' }).waitFor();
		await page.goto(at(`/enrollment/${draft}/person/id`));
		await page.getByLabel('姓名').waitFor();
		expect(await page.getByLabel('姓名').inputValue()).toBe('旧手机上写');
		await house.app.startServer();
	});

	it('and the old one, each changing another field of one draft: both stand on both', async () => {
		const [old, fresh] = [house.phone.page, house.newPhone.page];
		await old.goto(at(`/enrollment/${draft}/address/living`));
		await old.getByLabel('居住地址').fill('旧手机的住址');
		await fresh.getByLabel('姓名').fill('新手机的名字');
		for (const page of [old, fresh]) {
			await page.locator('[data-save=saved]').waitFor();
			await page.goto(at('/sync'));
			await page.getByText('没有等待上传的内容').waitFor();
		}
		await old.goto(at(`/enrollment/${draft}/person/id`));
		await expect.poll(() => old.getByLabel('姓名').inputValue()).toBe('新手机的名字');
		await fresh.goto(at(`/enrollment/${draft}/address/living`));
		await expect.poll(() => fresh.getByLabel('居住地址').inputValue()).toBe('旧手机的住址');
	});

	it('and the old one, both changing one field: the first to arrive stands, both are told, one tap takes the other', async () => {
		const [old, fresh] = [house.phone.page, house.newPhone.page];
		await fresh.route(exchange, (route) => route.abort());
		await fresh.getByLabel('居住地址').fill('没网时写的');
		await fresh.locator('[data-save=saved]').waitFor();
		await old.goto(at(`/enrollment/${draft}/address/living`));
		await old.getByLabel('居住地址').fill('先到的');
		await old.locator('[data-save=saved]').waitFor();
		await old.goto(at('/sync'));
		await old.getByText('没有等待上传的内容').waitFor();
		await fresh.unroute(exchange);
		await fresh.goto(at('/sync'));
		await fresh.getByRole('button', { name: '立即同步' }).last().click();
		await fresh.getByText('没有等待上传的内容').waitFor();
		for (const page of [old, fresh]) {
			await page.goto(at(`/enrollment/${draft}/address/living`));
			await page.getByText('两台设备同时改了“居住地址”').waitFor();
			await page.getByText('现在用的，先到服务器的：先到的').waitFor();
			await page.getByText('另一台设备填的：没网时写的').waitFor();
			await expectNoFaults(page);
		}
		await fresh.getByRole('button', { name: '改用另一个' }).click();
		for (const page of [old, fresh]) {
			await page.getByText('两台设备同时改了').waitFor({ state: 'detached' });
			await expect.poll(() => page.getByLabel('居住地址').inputValue()).toBe('没网时写的');
		}
		await fresh.getByLabel('居住地址').fill('旧手机的住址');
		await fresh.locator('[data-save=saved]').waitFor();
		// What follows is written upon it, and so no conflict with it.
		await expect.poll(() => old.getByLabel('居住地址').inputValue()).toBe('旧手机的住址');
	});
});

describe('a phone that changes hands', () => {
	it('says what is unsent, and signs out at once although the network swallows everything', async () => {
		const { page } = house.phone;
		// Calls leave and nothing ever comes back.
		await house.phone.context.route('**/api/trpc/**', () => undefined);
		await page.goto(at(`/enrollment/${draft}/person/id`));
		await page.getByLabel('姓名').fill(secret.name);
		await page.locator('[data-save=saved]').waitFor();
		await page.goto(at(`/enrollment/${draft}/address/living`));
		await page.getByLabel('居住地址').fill(secret.address);
		await page.locator('[data-save=saved]').waitFor();
		await askSignOut(page, '退出登录');
		await page.getByText('还有 1 项没有上传').waitFor();
		await page.getByRole('button', { name: '先同步' }).click();
		await signOutButton(page).click();
		await page.waitForURL(at('/'));
		await page.goto(at(`/enrollment/${draft}/person/id`));
		await page.getByText('它可能已经删除，或属于另一个账号').waitFor();
	});

	it('keeps what stays sealed: the raw files hold none of it, in any encoding', async () => {
		await house.phone.context.close();
		const known = [secret.name, secret.address, who.name, who.idNumber];
		expect(searchRawBytes(house.phone.profile, known)).toEqual([]);
		await house.phone.restart();
		await plant(house.phone, house.app.url, '明文对照');
		await house.phone.context.close();
		expect(searchRawBytes(house.phone.profile, ['明文对照']).length).toBeGreaterThan(0);
		await house.phone.restart();
	});

	it('shows the next person nothing of it, not even a number; that one switches back with work of their own unsent', async () => {
		const { page } = house.phone;
		await signInAt(page, house.app, { phone: '19000000004', next: '/drafts' });
		await page.getByText('和**').first().waitFor();
		expect(await page.getByText(/未上传/).count()).toBe(0);
		await page.goto(at('/sync'));
		await page.getByText('没有等待上传的内容').waitFor();
		await page.route(exchange, (route) => route.abort());
		await typeDraft(page, '乙的草稿');
		await askSignOut(page, '切换账号');
		await page.getByText('还有 1 项没有上传').waitFor();
		await signOutButton(page).click();
		await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
	});

	it('gives each their own back whole, and it goes up', async () => {
		const { page } = house.phone;
		await page.unroute(exchange);
		await signInWithCode(page, who.phone, house.app.codeFor);
		await page.getByText('慕***').waitFor();
		expect(await page.getByText('乙***').count()).toBe(0);
		await page.goto(at(`/enrollment/${draft}/address/living`));
		await page.getByLabel('居住地址').waitFor();
		expect(await page.getByLabel('居住地址').inputValue()).toBe(secret.address);
		await page.goto(at('/sync'));
		await page.getByText('没有等待上传的内容').waitFor();
		await askSignOut(page, '切换账号');
		await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
		await page.getByRole('heading', { name: '登录', exact: true }).waitFor();
		await signInWithCode(page, '19000000004', house.app.codeFor);
		await page.getByText('乙***').waitFor();
		await page.goto(at('/sync'));
		await page.getByText('没有等待上传的内容').waitFor();
	});
});

describe('two tabs', () => {
	it('show each other what is typed; other fields at once lose nothing; of one field the last word stands in both', async () => {
		const { page } = house.newPhone;
		const other = await house.newPhone.context.newPage();
		await page.goto(at(`/enrollment/${draft}/person/id`));
		await other.goto(at(`/enrollment/${draft}/person/id`));
		const [name, number] = [page.getByLabel('姓名'), other.getByLabel('证件号')];
		await Promise.all([name.fill(''), number.fill('')]);
		await Promise.all([name.pressSequentially('同时写的名字'), number.pressSequentially('530100200405')]);
		const both = async (tab: Page) => [
			await tab.getByLabel('姓名').inputValue(),
			(await tab.getByLabel('证件号').inputValue()).replace(/\s/g, ''),
		];
		for (const tab of [page, other])
			await expect.poll(() => both(tab)).toEqual(['同时写的名字', '530100200405']);
		await page.getByLabel('姓名').fill('先写');
		await expect.poll(() => other.getByLabel('姓名').inputValue()).toBe('先写');
		await other.getByLabel('姓名').fill('后写');
		await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe('后写');
		// Leaving the field and the step writes nothing old over it.
		await page.getByLabel('姓名').focus();
		await page.getByRole('link', { name: '参保登记' }).first().click();
		await page.getByRole('heading', { name: '参保登记', level: 1 }).waitFor();
		await other.reload();
		await other.getByLabel('姓名').waitFor();
		expect(await other.getByLabel('姓名').inputValue()).toBe('后写');
		await other.close();
	});

	it('of somebody who signs out: the other shows nothing personal any more, at once', async () => {
		const { page } = house.newPhone;
		const other = await house.newPhone.context.newPage();
		await other.goto(at(`/enrollment/${submitted}/record`));
		await other.getByRole('link', { name: /350 元/ }).waitFor();
		const form = await house.newPhone.context.newPage();
		await form.goto(at(`/enrollment/${draft}/person/id`));
		await form.getByLabel('姓名').waitFor();
		await askSignOut(page, '退出登录');
		await page.getByRole('dialog').getByRole('button', { name: /^退出/ }).click();
		await other.getByRole('link', { name: /350 元/ }).waitFor({ state: 'detached' });
		await form.getByLabel('姓名').waitFor({ state: 'detached' });
		for (const tab of [other, form]) expect(await tab.content()).not.toMatch(/后写|欧阳|350\s*元/);
	});
});
