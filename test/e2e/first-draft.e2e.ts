/** A first visit whose storage code is late: what is typed lies on the disk, and comes to the storage proper whatever happens meanwhile. */
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../vite/built-pages.ts';
import { anApplicant } from '../support/applicant.ts';
import { openHouse } from '../support/e2e-house.ts';
import { beginAtStep } from '../support/enrollment-flow.ts';

const who = anApplicant({ hasIdentity: true });
const house = openHouse({});
const manifest = JSON.parse(
	readFileSync('.svelte-kit/output/client/.vite/manifest.json', 'utf8'),
) as Manifest;
const storageFile = Object.values(manifest).find(({ name }) => name === 'storage')!.file;
let browser: Browser;

beforeAll(async () => {
	browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
	});
});
afterAll(() => browser.close());

interface Newcomer {
	context: BrowserContext;
	page: Page;
	/** The enrollment that was begun, and its first step. */
	id: string;
	step: string;
	/** From now on the storage's code can be had. */
	letCome(): void;
	/** From now on it cannot. */
	hold(): void;
}

/** Has begun an enrollment and typed a name, on a line that does not bring the storage's code. */
async function aNewcomer(): Promise<Newcomer> {
	// Without a worker: it would fetch the code by itself.
	const context = await browser.newContext({ locale: 'zh-CN', serviceWorkers: 'block' });
	let isHeld = true;
	await context.route(`**/${storageFile}`, (route) => (isHeld ? route.abort() : route.continue()));
	const page = await context.newPage();
	const id = await beginAtStep(page, house.app.url, who.school, 'person/id');
	await page.getByLabel('姓名').fill(who.name);
	await isSaved(page);
	const step = `${house.app.url}/enrollment/${id}/person/id`;
	return { context, page, id, step, letCome: () => (isHeld = false), hold: () => (isHeld = true) };
}

const isSaved = (page: Page) => page.locator('[data-save="saved"]').waitFor();
const databases = (page: Page) =>
	page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).sort());
const nameOn = (page: Page) => page.getByLabel('姓名').inputValue();

describe('a first visit without the storage’s code', () => {
	it('keeps what is typed; the page dies, and the next visit has it', async () => {
		const { context, page, step, letCome } = await aNewcomer();
		expect(await databases(page)).toEqual(['campuscover-early']);
		await page.close();
		// Still without the code: it goes on with what was written down.
		const again = await context.newPage();
		await again.goto(step);
		await expect.poll(() => nameOn(again)).toBe(who.name);
		expect(await databases(again)).toEqual(['campuscover-early']);
		letCome();
		await again.evaluate(() => dispatchEvent(new Event('online')));
		await expect.poll(() => databases(again)).toEqual(['campuscover']);
		await context.close();
	});

	it('goes over to the storage proper under the open form, and what is typed afterwards is there too', async () => {
		const { context, page, step, letCome } = await aNewcomer();
		letCome();
		// Leaving the page to itself for a moment is what fetches it; a try that failed is made again with the network.
		await page.evaluate(() => dispatchEvent(new Event('online')));
		await expect.poll(() => databases(page)).toEqual(['campuscover']);
		expect(await nameOn(page)).toBe(who.name);
		await page.getByLabel('姓名').fill(`${who.name}一`);
		await isSaved(page);
		await page.goto(step);
		await expect.poll(() => nameOn(page)).toBe(`${who.name}一`);
		await context.close();
	});

	it('is met by a second tab: the draft comes to it when the first one gives it over', async () => {
		const { context, page, id, letCome } = await aNewcomer();
		letCome();
		const second = await context.newPage();
		await second.goto(`${house.app.url}/drafts`);
		await page.evaluate(() => dispatchEvent(new Event('online')));
		await second.locator(`a[href*="${id}"]`).waitFor();
		expect(await databases(second)).toEqual(['campuscover']);
		await page.getByLabel('姓名').fill(`${who.name}二`);
		await isSaved(page);
		await second.goto(`${house.app.url}/enrollment/${id}/person/id`);
		await expect.poll(() => nameOn(second)).toBe(`${who.name}二`);
		await context.close();
	});
});

describe('a later visit without the storage’s code', () => {
	it('says that the app is not complete and that nothing is lost, and goes on by itself when it comes', async () => {
		const { context, page, step, letCome, hold } = await aNewcomer();
		letCome();
		await page.evaluate(() => dispatchEvent(new Event('online')));
		await expect.poll(() => databases(page)).toEqual(['campuscover']);
		await page.close();
		hold();
		const again = await context.newPage();
		await again.goto(step);
		await again.getByRole('heading', { name: '应用没有加载完整' }).waitFor();
		await again.getByText('您填写过的内容都在本机，没有丢').waitFor();
		expect(await again.getByText('这个浏览器不能保存内容').count()).toBe(0);
		letCome();
		await expect.poll(() => nameOn(again)).toBe(who.name);
		await context.close();
	});
});
