/** The reviewer’s desk: found, narrowed, kept under a name, taken in hand, walked by keys, approved in numbers; by two reviewers. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { signInAt } from '../support/journeys.ts';

// Nothing is set aside by chance: which case is approved below is known.
const house = openHouse({ desk: aDesk, other: aPhone }, { REVIEW_SAMPLE_PERCENT: '0' });
const [ann, ben] = ['19000000011', '19000000016'];
const rows = (page: Page) => page.locator('.list ul a');
const waits = (page: Page) => page.getByRole('link', { name: /林小禾/ });

describe('the list', () => {
	it('finds by the beginning of a name, of a number, and says so where nobody fits', async () => {
		const { page } = house.desk;
		await signInAt(page, house.app, { phone: ann, next: '/office/review' });
		await waits(page).waitFor();
		await page.keyboard.press('/');
		const search = page.getByRole('searchbox');
		expect(await search.evaluate((input) => input === document.activeElement)).toBe(true);
		await search.fill('林小');
		await page.keyboard.press('Enter');
		await page.getByText('共 1 份').waitFor();
		expect(page.url()).not.toContain(encodeURIComponent('林'));
		await search.fill('小禾');
		await page.keyboard.press('Enter');
		await page.getByText('没有符合条件的登记').waitFor();
		await page.getByRole('button', { name: '清除条件' }).click();
		await waits(page).waitFor();
	});

	it('is narrowed by what the rules say, and the filter is kept under a name on the server', async () => {
		const { page } = house.desk;
		await page.getByRole('button', { name: '筛选' }).click();
		await page.getByLabel('已等待', { exact: true }).selectOption({ label: '超过 14 天' });
		await page.getByText('没有符合条件的登记').waitFor();
		await page.getByLabel('已等待', { exact: true }).selectOption('');
		await page.getByLabel('规则意见', { exact: true }).selectOption({ label: '无意见' });
		await waits(page).waitFor();
		await page.getByRole('button', { name: '存为视图' }).click();
		await page.getByRole('dialog').getByLabel('视图名称').fill('可批量');
		await page.getByRole('dialog').getByRole('button', { name: '存为视图' }).click();
		await page.getByRole('button', { name: '可批量', exact: true }).waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.reload();
		await page.getByRole('button', { name: '可批量', exact: true }).click();
		await page.getByRole('button', { name: '筛选（已设 1 项）' }).waitFor();
		await page.getByRole('button', { name: '删除视图：可批量' }).click();
		await page.getByRole('button', { name: '可批量', exact: true }).waitFor({ state: 'detached' });
		await page.getByRole('button', { name: '清除条件' }).click();
	});
});

describe('keys', () => {
	it('walk the list, open a sheet that tells them, and can be switched off on this device', async () => {
		const { page } = house.desk;
		await waits(page).waitFor();
		await page.keyboard.press('j');
		expect(
			await rows(page)
				.first()
				.evaluate((link) => link === document.activeElement),
		).toBe(true);
		await page.keyboard.press('?');
		const sheet = page.getByRole('dialog', { name: '键盘操作' });
		await sheet.waitFor();
		await expectNoFaultsInAnyLook(page);
		await sheet.getByRole('checkbox').uncheck();
		await page.keyboard.press('Escape');
		await page.keyboard.press('?');
		await page.keyboard.press('/');
		expect(await sheet.count()).toBe(0);
		expect(await page.getByRole('searchbox').evaluate((input) => input === document.activeElement)).toBe(
			false,
		);
		await page.reload();
		await waits(page).waitFor();
		await page.keyboard.press('?');
		expect(await sheet.isVisible()).toBe(false);
		await page.getByRole('button', { name: /^键盘/ }).click();
		await sheet.getByRole('checkbox').check();
		await page.keyboard.press('Escape');
	});
});

describe('a case in hand', () => {
	it('is taken by a key, and the other reviewer sees that it is, on a phone', async () => {
		const { desk, other, app } = house;
		await waits(desk.page).click();
		await desk.page.getByText('无人办理').waitFor();
		await desk.page.keyboard.press('t');
		await desk.page.getByText('已领取，其他审核员会看到').waitFor();
		await desk.page.getByText(/您在办理，保留到/).waitFor();
		await signInAt(other.page, app, { phone: ben, next: '/office/review' });
		await waits(other.page).getByText('他人在办').waitFor();
		await expectNoFaultsInAnyLook(other.page);
		await other.page.getByRole('button', { name: '领取下一份' }).click();
		await other.page.getByText(/没有可领取的登记了/).waitFor();
		await waits(other.page).click();
		await other.page.getByText(/另一位审核员正在办理，到/).waitFor();
	});

	it('goes to the other only once that was asked, and back into the queue', async () => {
		const { desk, other } = house;
		await desk.page.keyboard.press('r');
		const sheet = desk.page.getByRole('dialog', { name: /^退回补正/ });
		await sheet.getByRole('checkbox', { name: /^居住地址/ }).check();
		await sheet.getByLabel('补充说明').first().fill('门牌号看不清');
		await other.page.getByRole('button', { name: '通过', exact: true }).click();
		await other.page.getByRole('alertdialog').getByRole('button', { name: '通过', exact: true }).click();
		const asks = other.page.getByRole('alertdialog', { name: '另一位审核员正在办理这份登记' });
		await asks.waitFor();
		await expectNoFaultsInAnyLook(other.page);
		await asks.getByRole('button', { name: '取消' }).click();
		await other.page.getByRole('button', { name: '接手' }).click();
		await asks.getByRole('button', { name: '仍由我办' }).click();
		await other.page.getByText(/您在办理，保留到/).waitFor();
		await other.page.getByRole('button', { name: '放回队列' }).click();
		await other.page.getByText('无人办理').waitFor();
	});
});

describe('an approval of many', () => {
	it('says how many and what is set aside, and answers for each case', async () => {
		const { page } = house.other;
		await page.getByRole('link', { name: '审核列表' }).click();
		await page.getByRole('button', { name: '筛选' }).click();
		await page.getByLabel('规则意见', { exact: true }).selectOption({ label: '无意见' });
		await page.getByRole('button', { name: '批量通过 1 份' }).click();
		const sheet = page.getByRole('dialog', { name: '批量通过' });
		await sheet.getByText('将通过 1 份登记。').waitFor();
		await sheet.getByText('这一批没有抽到抽查。').waitFor();
		await expectNoFaultsInAnyLook(page);
		await sheet.getByRole('button', { name: '通过这 1 份' }).click();
		await sheet.getByText('已通过 1 份，跳过 0 份，抽查 0 份。').waitFor();
		await sheet.getByRole('listitem').getByText('已通过').waitFor();
		await sheet.getByRole('button', { name: '完成' }).click();
		await page.getByText('没有符合条件的登记').waitFor();
	});

	it('wins against who decides later; they are told, and what they wrote is still there', async () => {
		const { page } = house.desk;
		await page
			.getByRole('dialog', { name: /^退回补正/ })
			.getByRole('button', { name: '退回补正' })
			.click();
		await page.getByText(/您的决定没有生效，没有改动/).waitFor();
		await page.getByText('您写的内容（没有生效，仍保留在这里）').waitFor();
		await page.getByText(/门牌号看不清/).waitFor();
		await expectNoFaultsInAnyLook(page);
	});
});

describe('statistics', () => {
	it('stand in a tab of the desk, each a picture and a table', async () => {
		const { page } = house.desk;
		await page.getByRole('link', { name: '审核列表' }).click();
		await page.getByRole('button', { name: '统计', exact: true }).click();
		const waiting = page.getByRole('table', { name: '等待时间' });
		await waiting.getByRole('row', { name: /起的一周 [\d.]+ (天|小时)（\d+ 份）/ }).waitFor();
		await page.getByRole('button', { name: '按学校' }).click();
		await expectNoFaultsInAnyLook(page);
	});
});
