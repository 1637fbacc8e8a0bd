/**
 * A volunteer's phone with so many students sealed and so many forms that are not finished: opening the drive, finding,
 * and writing one field. Nothing has been sent: there is no network while it is measured, as in a gym without signal.
 * What is measured is typed by keys alone: whoever looks for an element does so by script in the page, which would count.
 */
import type { Page } from 'playwright-core';
import type { AppUnderTest } from '../../support/app-under-test.ts';
import { openPhone } from '../../support/open-phone.ts';
import { signInWithCode } from '../../support/enrollment-flow.ts';
import { wholeCopy } from '../../support/offline-copy.ts';
import { driveId, openDrive, passphrase, volunteerPhone } from '../../support/volunteer-flow.ts';
import { costOf, cpuSlowdown, less, middle, onQuietPage, quietMs, type Cost, type Measured } from './cost.ts';
import type { DriveFill } from './fill.ts';

/** Through the screens, to an open vault. */
async function joinDrive(page: Page, app: AppUnderTest): Promise<void> {
	const desk = await openPhone();
	const token = await openDrive(desk.page, app).finally(() => desk.close());
	await page.goto(`${app.url}/drive/join#t=${token}`);
	await page.getByRole('link', { name: '去登录' }).click();
	await signInWithCode(page, volunteerPhone, app.codeFor);
	await page.getByLabel('我已读完并作出以上承诺').check();
	await page.getByRole('button', { name: '签署并加入' }).click();
	await page.getByLabel('口令', { exact: true }).fill(passphrase);
	await page.getByLabel('再输一次口令').fill(passphrase);
	await page.getByRole('button', { name: '设置并打开' }).click();
	await page.getByRole('button', { name: '下一位同学' }).waitFor();
	await wholeCopy(page);
}

/** What a page costs when nothing is done. */
async function idleCost({ page, devtools }: Measured, ms: number): Promise<Cost> {
	await page.waitForTimeout(2 * quietMs);
	return costOf(devtools, () => page.waitForTimeout(ms));
}

/** argon2id is worked on beside the page. */
const openMs = 8_000;

/** Chromium forgets with each new page that it is without a network. */
async function withoutNetwork(page: Page): Promise<void> {
	await page.context().setOffline(false);
	await page.context().setOffline(true);
}

/** From the passphrase to the list; nothing of it was open in memory. */
async function openCost(measured: Measured, url: string): Promise<Cost> {
	const { page, devtools, times } = measured;
	const costs: Cost[] = [];
	for (let i = 0; i < times; i++) {
		await page.goto(`${url}/drive/${driveId}`);
		await withoutNetwork(page);
		await page.getByLabel('口令').fill(passphrase);
		await page.waitForTimeout(4 * quietMs);
		const cost = await costOf(devtools, async () => {
			await page.keyboard.press('Enter');
			await page.waitForTimeout(openMs);
		});
		await page.getByLabel('查找同学').waitFor({ timeout: 1_000 });
		// A page that has just come does more than it does later.
		costs.push(less(cost, await idleCost(measured, openMs)));
	}
	return middle(costs);
}

/** To the list from the drives of an open vault, as between two tables. */
async function listCost(measured: Measured): Promise<Cost> {
	const { page } = measured;
	const link = page.locator(`a[href="/drive/${driveId}"]`).first();
	return onQuietPage(measured, () => ({
		prepare: async () => {
			await page.locator('a[href="/drive"]').first().click();
			await link.focus();
		},
		act: () => page.keyboard.press('Enter'),
	}));
}

const words = ['王', '药学院', 'w', 'wwc1', '139', '护理'];

async function findCost(measured: Measured): Promise<Cost> {
	const { page } = measured;
	return onQuietPage(measured, (i) => ({
		prepare: () => page.getByLabel('查找同学').focus(),
		act: async () => {
			await page.keyboard.press('Control+A');
			await page.keyboard.insertText(words[i % words.length]!);
		},
	}));
}

/** The name: it stands in the list too, and so in its index. */
async function saveCost(measured: Measured): Promise<Cost> {
	const { page } = measured;
	await page
		.getByRole('link', { name: /未完成/ })
		.first()
		.click();
	const field = page.getByLabel('姓名');
	await field.waitFor();
	return onQuietPage(measured, () => ({
		prepare: () => field.focus(),
		act: async () => {
			await page.keyboard.press('End');
			await page.keyboard.insertText('一');
			await page.keyboard.press('Tab');
		},
	}));
}

/** `script` is `fill.ts`, for the page. */
export async function volunteerList(
	{ page, devtools, times }: Measured,
	{ app, script, sealed, begun }: { app: AppUnderTest; script: string; sealed: number; begun: number },
) {
	const { url } = app;
	await joinDrive(page, app);
	await page.goto(`${url}/api/trpc/status`);
	// The worker's script is the built app's; here the passphrase is worked on in the page.
	await page.evaluate(() => Object.assign(globalThis, { Worker: undefined }));
	await page.addScriptTag({ content: script });
	await page.evaluate((input) => (globalThis as unknown as { fillDrive: DriveFill }).fillDrive(input), {
		driveId,
		passphrase,
		sealed,
		begun,
	});
	await app.stopServer();
	await page.goto(`${url}/drive`);
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
	const measured = { page, devtools, times };
	const open = await openCost(measured, url);
	const list = await listCost(measured);
	const find = await findCost(measured);
	const save = await saveCost(measured);
	return {
		sealed,
		begun,
		'open, script ms': open.scriptMs,
		'open, all ms': open.taskMs,
		'list, script ms': list.scriptMs,
		'list, all ms': list.taskMs,
		'find, script ms': find.scriptMs,
		'find, all ms': find.taskMs,
		'one field, script ms': save.scriptMs,
		'its all ms': save.taskMs,
	};
}
