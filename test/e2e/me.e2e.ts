/** 我的: one place for what is held about a person, with who looked at it, and what they tell the office; without a network too. */
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aPicture } from '../support/claim-journey.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { openReview, signInAt } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';

const house = openHouse({ phone: aPhone, other: aPhone, desk: aDesk, centre: aDesk });
/** 林小禾 waits for the reviewer, 段青禾 has paid. */
const waiting = { phone: '19000000001', name: '林小禾' };
const paid = { phone: '19000000003' };

describe('a person’s own record', () => {
	it('is linked from 我的, and says who opened it once somebody did', async () => {
		const { page } = house.phone;
		await signInAt(page, house.app, { phone: waiting.phone, next: '/account' });
		await page.getByRole('link', { name: '我的参保信息' }).click();
		await page.getByRole('heading', { name: '我的参保信息', level: 1 }).waitFor();
		await page.getByRole('link', { name: /待审核/ }).waitFor();
		await page.getByText('还没有缴费记录').waitFor();
		await page.getByText('还没有工作人员打开过您的记录').waitFor();

		await openReview(house.desk, house.app);
		await house.desk.page.getByRole('link', { name: new RegExp(waiting.name) }).click();
		await house.desk.page.getByRole('button', { name: '通过', exact: true }).waitFor();

		await page.reload();
		await page.getByText(/审核.*打开查看/).waitFor();
		await page.getByText('2023 年度参保登记').waitFor();
		await expectNoFaultsInAnyLook(page);
	});

	it('is all there without a network', async () => {
		const { page } = house.phone;
		await wholeCopy(page);
		await house.app.stopServer();
		await page.reload();
		await page.getByRole('link', { name: /待审核/ }).waitFor();
		await page.getByText(/审核.*打开查看/).waitFor();
		await page.getByText(/^截至 .*联网后更新/).waitFor();
		await house.app.startServer();
	});

	it('gives everything as one file to keep, and nothing of it stays in the app', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/me`);
		await page.getByRole('button', { name: '生成文件' }).click();
		const link = page.getByRole('link', { name: '保存到手机' });
		await link.waitFor();
		const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
		expect(download.suggestedFilename()).toBe('我的医保信息.zip');
		const files = unzipSync(readFileSync(await download.path()));
		const { parts } = JSON.parse(strFromU8(files['record.json']!)) as { parts: { title: string }[] };
		expect(parts.map(({ title }) => title)).toEqual(expect.arrayContaining(['实名信息', '参保登记']));
		await expectNoFaultsInAnyLook(page);
		await house.app.stopServer();
		await page.reload();
		await page.getByRole('button', { name: '生成文件' }).click();
		await page.getByText(/联网后再点一次/).waitFor();
		await house.app.startServer();
	});

	it('shows what was paid and from when it counts; another’s looks are not among one’s own', async () => {
		const { page } = house.other;
		await signInAt(page, house.app, { phone: paid.phone, next: '/me' });
		await page.getByText('350 元').waitFor();
		await page.getByText(/2023-01-01 至 原文未给截止日期/).waitFor();
		await page.getByRole('heading', { name: '谁看过' }).waitFor();
		expect(await page.getByText(waiting.name).count()).toBe(0);
	});
});

describe('feedback', () => {
	const words = '报销要去哪个窗口？学校说去医保中心。';
	const aPdf = Buffer.from('%PDF-1.4\n%%EOF\n', 'latin1');

	/** It opens, and is the picture that was chosen. */
	async function expectPicture(page: Page, within: Page | Locator = page): Promise<void> {
		await within.getByRole('button', { name: '看大图：图片 1' }).click();
		const image = page.getByRole('dialog').getByRole('img');
		await image.waitFor();
		await expect.poll(() => image.evaluate((shown: HTMLImageElement) => shown.naturalWidth)).toBe(900);
		await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
	}

	it('is written without a network and kept; it is sent when the person says so with one', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/account`);
		await page.getByRole('link', { name: /反馈投诉/ }).click();
		await page.getByRole('heading', { name: '反馈投诉', level: 1 }).waitFor();
		await wholeCopy(page);
		await house.app.stopServer();
		await page.getByLabel('报销', { exact: true }).check();
		await page.getByLabel('内容').fill(words);
		await page.getByText(/^已保存在本机/).waitFor();
		const pictures = page.locator('input[type=file]');
		await pictures.setInputFiles([aPicture('截图一.png', { words: '位置' }), aPicture('截图二.png')]);
		await page.getByRole('button', { name: '看大图：图片 2' }).waitFor();
		await pictures.setInputFiles({ name: '说明.pdf', mimeType: 'application/pdf', buffer: aPdf });
		await page.getByText('有一张图片没有加上').waitFor();
		await page.getByRole('button', { name: '去掉图片 2' }).click();
		await page.getByRole('button', { name: '看大图：图片 2' }).waitFor({ state: 'detached' });
		await page.getByText(/^已保存在本机/).waitFor();
		await page.reload();
		await expect.poll(() => page.getByLabel('内容').inputValue()).toBe(words);
		await page.getByRole('button', { name: '看大图：图片 1' }).click();
		await page.getByRole('dialog').getByRole('img').waitFor();
		await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
		await page.getByRole('button', { name: '发送' }).click();
		await page.getByText('没有发出去，内容还在本机').waitFor();
		await house.app.startServer();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '发送' }).click();
		await page.getByText('处理进度和答复都会显示在这里。').waitFor();
		await page.getByText(words).waitFor();
		expect(await page.getByLabel('内容').inputValue()).toBe('');
		await expectPicture(page);
	});

	it('the centre takes it up and answers; its sender sees both, without a network too', async () => {
		const { page } = house.centre;
		await signInAt(page, house.app, { phone: '19000000016', next: '/office/feedback' });
		const mine = page.locator('section', { hasText: words });
		await mine.waitFor();
		// What was sent to a school is not the centre’s.
		expect(await page.getByText('我的学号换过一次').count()).toBe(0);
		await expectNoFaultsInAnyLook(page);
		await expectPicture(page, mine);
		await mine.getByRole('button', { name: '开始处理' }).click();
		await page.getByText('已标为处理中').waitFor();
		await house.phone.page.reload();
		await house.phone.page.getByText('处理中').waitFor();
		await page.getByLabel('处理中').check();
		await mine.getByLabel('答复（发件人看得到）').fill('带材料到医保经办窗口办理。');
		await mine.getByRole('button', { name: '答复', exact: true }).click();
		await page.getByText('已答复，发件人看得到').waitFor();
		await house.phone.page.reload();
		await house.phone.page.getByText('带材料到医保经办窗口办理。').waitFor();
		await house.app.stopServer();
		await house.phone.page.reload();
		await house.phone.page.getByText('带材料到医保经办窗口办理。').waitFor();
		await house.app.startServer();
	});
});
