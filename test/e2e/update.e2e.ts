/** A new version of the app while somebody is in the middle of a word, and deploys that go wrong. */
import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { anotherBuild, halfBuild, laterMark } from '../support/another-build.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import { beginAtStep } from '../support/enrollment-flow.ts';
import { wholeCopy } from '../support/offline-copy.ts';

const who = anApplicant();
const later = anotherBuild();
const half = halfBuild(later);

const house = openHouse({ phone: aPhone, bare: { withoutWorker: true } });
let id = '';
let other: Page;

afterAll(() => {
	for (const folder of [later, half]) rmSync(folder, { recursive: true, force: true });
});

const runsLater = (page: Page) =>
	page.evaluate((mark) => document.documentElement.innerHTML.includes(mark), laterMark);
const becomesLater = (page: Page) => expect.poll(() => runsLater(page).catch(() => false)).toBe(true);
const askForUpdate = (page: Page) =>
	page.evaluate(async () => {
		const registration = await navigator.serviceWorker.ready;
		await registration.update().catch(() => undefined);
	});

async function deploy(folder: string): Promise<void> {
	await house.app.stopServer();
	await house.app.startServer({ BUILD_DIR: folder });
}

describe('an update while a draft is open', () => {
	it('that is only half there changes nothing: the version at hand goes on, offline too', async () => {
		const { page } = house.phone;
		id = await beginAtStep(page, house.app.url, who.school, 'address/living');
		await wholeCopy(page);
		await deploy(half);
		await page.reload();
		await page.getByLabel('居住地址').waitFor();
		await askForUpdate(page);
		await expect
			.poll(() =>
				page.evaluate(async () => {
					const { installing, waiting } = (await navigator.serviceWorker.getRegistration())!;
					return [installing, waiting];
				}),
			)
			.toEqual([null, null]);
		expect(await runsLater(page)).toBe(false);
		expect(await page.getByText('新版本已准备好').count()).toBe(0);
		await page.goto(`${house.app.url}/account`);
		await page.getByRole('heading', { name: '还没有登录' }).waitFor();
	});

	it('waits: nothing reloads, a quiet line offers it, and the old version goes on', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/enrollment/${id}/address/living`);
		await page.getByLabel('居住地址').fill('半句');
		await page.evaluate(() => Object.assign(window, { isSamePage: true }));
		other = await house.phone.context.newPage();
		await other.goto(`${house.app.url}/enrollment/${id}/person/id`);
		await other.getByLabel('姓名').waitFor();
		await deploy(later);
		await askForUpdate(page);
		await page.getByText('新版本已准备好').waitFor();
		await other.getByText('新版本已准备好').waitFor();
		await expectNoFaultsInAnyLook(other);
		expect(await page.getByLabel('居住地址').inputValue()).toBe('半句');
		await page.getByLabel('居住地址').pressSequentially('话');
		expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
		expect(await runsLater(page)).toBe(false);
	});

	it('keeps every character when it is taken, and opens at the same step', async () => {
		const { page } = house.phone;
		await page.getByLabel('居住地址').pressSequentially('，没停');
		await page.getByRole('button', { name: '更新' }).click();
		await becomesLater(page);
		await page.getByRole('heading', { name: '居住地址', level: 1 }).waitFor();
		expect(await page.getByLabel('居住地址').inputValue()).toBe('半句话，没停');
		expect(await page.getByText('新版本已准备好').count()).toBe(0);
	});

	it('leaves another tab of the old version alone: it finds its own files, which no server has any more', async () => {
		await other.getByLabel('姓名').fill('另一页');
		expect(await runsLater(other)).toBe(false);
		await house.app.stopServer();
		// None of these pages was opened in this tab before.
		await other.getByRole('link', { name: '参保登记' }).first().click();
		await other.getByRole('link', { name: '我的参保' }).first().click();
		await other.getByRole('link', { name: '我的账号' }).first().click();
		await other.getByRole('heading', { name: '还没有登录' }).waitFor();
		expect(await runsLater(other)).toBe(false);
		await house.app.startServer();
		await other.getByRole('button', { name: '更新' }).click();
		await becomesLater(other);
		await other.goto(`${house.app.url}/enrollment/${id}/person/id`);
		await other.getByLabel('姓名').waitFor();
		expect(await other.getByLabel('姓名').inputValue()).toBe('另一页');
		await other.close();
	});

	it('without a worker, a page that misses a file loads anew by itself, once, and nothing is lost', async () => {
		const { page } = house.bare;
		await deploy('build');
		const draft = await beginAtStep(page, house.app.url, who.school, 'address/living');
		await page.getByLabel('居住地址').waitFor();
		await deploy(later);
		let loads = 0;
		page.on('load', () => (loads += 1));
		await page.getByLabel('居住地址').fill('网页里打开');
		await page.getByRole('link', { name: '参保登记' }).first().click();
		// Seen before and kept by the browser; the next one no server has any more.
		await page.getByRole('link', { name: '我的参保' }).first().click();
		await page.getByRole('heading', { name: '我的参保', level: 1 }).waitFor();
		expect([loads, await runsLater(page)]).toEqual([1, true]);
		await page.goto(`${house.app.url}/enrollment/${draft}/address/living`);
		await page.getByLabel('居住地址').waitFor();
		expect(await page.getByLabel('居住地址').inputValue()).toBe('网页里打开');
	});
});
