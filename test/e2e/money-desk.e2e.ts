/** The clerk’s desk: orders found and read, statements taken in, what differs settled, totals and files. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, describe, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, openHouse } from '../support/e2e-house.ts';
import { signInAt } from '../support/journeys.ts';
import { csv } from '../support/statement-files.ts';

const house = openHouse({ desk: aDesk });
const clerk = '19000000014';
/** The demo’s student who is approved and has to pay. */
const unpaid = '赵云川';
const titled = (page: Page, name: string, level = 1) => page.getByRole('heading', { name, level }).waitFor();
const rowWith = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
	const coming = page.waitForEvent('download');
	await page.getByRole('button', { name: button }).click();
	const download = await coming;
	return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

async function askForOrders(page: Page, reason: string): Promise<void> {
	await page.getByRole('button', { name: '导出文件' }).click();
	await page.getByLabel('用途').fill(reason);
	await page.getByRole('button', { name: '申请导出' }).click();
	await page.getByText('已申请。').waitFor();
}

describe('orders', () => {
	it('are found by a whole name, by the beginning of a number, by school and by state', async () => {
		const { page } = house.desk;
		await signInAt(page, house.app, { phone: clerk, next: '/office/orders' });
		await rowWith(page, '木**').waitFor();
		const search = page.getByRole('searchbox');
		await search.fill(unpaid);
		await page.getByRole('button', { name: '查找', exact: true }).click();
		await page.getByText('共 1 份').waitFor();
		const serial = await rowWith(page, '赵**').getByRole('link').innerText();
		await search.fill(serial.slice(0, -1));
		await page.getByRole('button', { name: '查找', exact: true }).click();
		await rowWith(page, '赵**').waitFor();
		// Half a name finds nobody.
		await search.fill('赵云');
		await page.getByRole('button', { name: '查找', exact: true }).click();
		await page.getByText('没有符合条件的缴费单').waitFor();
		await page.getByRole('button', { name: '清除条件' }).click();
		await page.getByLabel('学校', { exact: true }).selectOption({ label: '云南农业大学' });
		await page.getByText('共 1 份').waitFor();
		await rowWith(page, '木**').waitFor();
		await page.getByLabel('学校', { exact: true }).selectOption('');
		await page.getByLabel('状态', { exact: true }).selectOption({ label: '待退费' });
		await rowWith(page, '普**').waitFor();
		await page.getByText('共 1 份').waitFor();
		await page.getByRole('button', { name: '清除条件' }).click();
		await rowWith(page, '木**').waitFor();
		await expectNoFaultsInAnyLook(page);
	});

	it('open beside the list, with every entry of the books', async () => {
		const { page } = house.desk;
		await rowWith(page, '木**').getByRole('link').click();
		await page.getByRole('heading', { name: /^缴费单 \d{18}$/, level: 2 }).waitFor();
		const history = page.getByRole('article').getByRole('listitem');
		expect(await history.allInnerTexts()).toEqual([
			expect.stringMatching(/生成缴费单[^]*350 元[^]*借 应收 · 贷 应征/),
			expect.stringMatching(/算作缴费[^]*350 元[^]*借 已收 · 贷 应收[^]*系统自动/),
			expect.stringMatching(/已入库[^]*350 元[^]*借 已入库 · 贷 已收/),
		]);
		expect(await page.getByText('木云帆').count()).toBe(0);
		await expectNoFaultsInAnyLook(page);
	});

	it('are saved as files that no spreadsheet takes for formulas', async () => {
		const { page } = house.desk;
		await page.goto(`${house.app.url}/office/orders`);
		await rowWith(page, '木**').waitFor();
		await askForOrders(page, '与税务对账');
		await page.getByRole('link', { name: '导出', exact: true }).last().click();
		await page.getByText('用途：与税务对账').waitFor();
		await expectNoFaultsInAnyLook(page);
		const file = await saved(page, '下载 CSV');
		expect(file.name).toBe('缴费单.csv');
		const text = file.bytes.toString('utf8');
		expect(text).toMatch(/用途：与税务对账/);
		expect(text).toMatch(/[0-9a-f]{64}/);
		expect(text).toContain('缴款流水号,');
		expect(text).toMatch(/已入库,350,/);
		expect(text).not.toMatch(/木云帆|5301022004/);
		// Once: the list says so, and offers it no more.
		await page.getByText('已下载', { exact: true }).waitFor();
		expect(await page.getByRole('button', { name: '下载 CSV' }).count()).toBe(0);
		await page.goto(`${house.app.url}/office/orders`);
		await askForOrders(page, '月末核对');
		await page.goto(`${house.app.url}/office/orders?view=exports`);
		const book = await saved(page, '下载 XLSX');
		expect([book.name, book.bytes.subarray(0, 2).toString()]).toEqual(['缴费单.xlsx', 'PK']);
	});

	it('found by a name leave in no file: the name would be kept with it', async () => {
		const { page } = house.desk;
		await page.goto(`${house.app.url}/office/orders`);
		await page.getByLabel(/流水号或税票号码/).fill('木云帆');
		await page.getByRole('button', { name: '查找', exact: true }).click();
		await page.getByText('按姓名或号码查到的不能导出').waitFor();
		expect(await page.getByRole('button', { name: '导出文件' }).count()).toBe(0);
		await expectNoFaultsInAnyLook(page);
	});
});

describe('a statement', () => {
	const file = csv(
		[
			['202210159999999998', '3530900000000000010', '缴款', '350.00', '2022-10-14 09:00:00'],
			['=1+1', '3530900000000000011', '缴款', '350', '2022-10-14 09:00:00'],
		],
		'gbk',
	);
	const upload = async (page: Page) => {
		await page.locator('input[type=file]').setInputFiles({
			name: '十月十四日.csv',
			mimeType: 'text/csv',
			buffer: Buffer.from(file),
		});
		await titled(page, '对账结果');
	};

	it('shows at first start what each kind of difference looks like', async () => {
		const { page } = house.desk;
		await page.getByRole('link', { name: '对账单', exact: true }).click();
		await page.getByRole('link', { name: /上传 · CSV/ }).click();
		await titled(page, '对账结果');
		for (const [outcome, count] of [
			['对上，已入库', 1],
			['同一文件里重复的行', 1],
			['钱在这里，暂存待核', 1],
			['这里没有', 1],
			['金额不一样', 1],
			['税票号码属于另一张缴费单', 1],
			['退了算作缴费的钱', 1],
			['读不出来的行', 2],
			['对账单里没有', 1],
		] as const) {
			await page
				.getByRole('row', { name: new RegExp(`^${outcome} ${count} `) })
				.first()
				.waitFor();
		}
		await expectNoFaultsInAnyLook(page);
	});

	it('in GBK is read and matched; its bad row comes back with the reason, and harmless', async () => {
		const { page } = house.desk;
		await page.getByRole('link', { name: '对账单列表' }).click();
		await upload(page);
		await page.getByRole('row', { name: /^这里没有 1 / }).waitFor();
		await page.getByRole('button', { name: '导出有问题的行' }).click();
		await page.getByRole('dialog').getByLabel('用途').fill('改好再传');
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('dialog').getByRole('button', { name: '申请导出' }).click();
		await page.getByText('已申请。').waitFor();
		await page.getByRole('link', { name: '导出', exact: true }).last().click();
		await page.getByText('用途：改好再传').waitFor();
		const bad = await saved(page, '下载 CSV');
		expect(bad.name).toBe('对账单-有问题的行.csv');
		const text = bad.bytes.toString('utf8');
		expect(text).toContain("3,格子里是公式,'=1+1,");
		expect(text).toMatch(/用途：改好再传/);
		expect(text).toMatch(/[0-9a-f]{64}/);
		await page.goto(`${house.app.url}/office/statements`);
		await page
			.getByRole('link', { name: /上传 · CSV/ })
			.first()
			.click();
		await page.getByRole('row', { name: /^这里没有 1 / }).waitFor();
	});

	it('once more does nothing twice, and says so', async () => {
		const { page } = house.desk;
		await page.getByRole('link', { name: '对账单列表' }).click();
		await page
			.getByRole('link', { name: /上传 · CSV/ })
			.nth(1)
			.waitFor();
		await upload(page);
		await page.getByText(/这个文件以前上传过：没有重复处理/).waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('link', { name: '对账单列表' }).click();
		await page
			.getByRole('link', { name: /上传 · CSV/ })
			.nth(1)
			.waitFor();
		expect(await page.getByRole('link', { name: /上传 · CSV/ }).count()).toBe(2);
	});

	it('of another shape is refused with what it lacks', async () => {
		const { page } = house.desk;
		await page.locator('input[type=file]').setInputFiles({
			name: 'a.csv',
			mimeType: 'text/csv',
			buffer: Buffer.from('缴款流水号,金额(元)\r\n1,2\r\n'),
		});
		await page.getByText(/缺少的列：电子税票号码 类型 时间/).waitFor();
	});
});

describe('money that waits', () => {
	const held = '35309000000000000001';
	const act = (page: Page, name: string, number: string) =>
		page.getByRole('button', { name: `${name}：${number}` }).click();

	it('is given to the order that it fits, and to no other', async () => {
		const { page } = house.desk;
		await page.goto(`${house.app.url}/office/orders`);
		const serialOf = (name: string) => rowWith(page, name).getByRole('link').first().innerText();
		const [full, due] = [await serialOf('木**'), await serialOf('赵**')];
		await page.getByRole('link', { name: '待处理', exact: true }).click();
		await rowWith(page, held).getByText('没有这张单').waitFor();
		await expectNoFaultsInAnyLook(page);
		await act(page, '划入缴费单', held);
		await page.getByRole('dialog').getByLabel('缴款流水号').fill(full);
		await page.getByRole('dialog').getByRole('button', { name: '划入缴费单' }).click();
		await page.getByText('没有划入：这张缴费单已经缴过。什么都没有改动。').waitFor();
		await act(page, '划入缴费单', held);
		await page.getByRole('dialog').getByLabel('缴款流水号').fill(due);
		await page.getByRole('dialog').getByRole('button', { name: '划入缴费单' }).click();
		await page.getByText(`已划入 ${due}`).waitFor();
		// The statement is looked at again, and may name it as another order's: held it is no more.
		const table = page.getByRole('table', { name: /^暂存的钱/ });
		await table.getByRole('row').filter({ hasText: held }).waitFor({ state: 'detached' });
	});

	it('is set for refund, once asked twice', async () => {
		const { page } = house.desk;
		const other = '35309000000000000002';
		await act(page, '登记退费', other);
		await page.getByRole('alertdialog').getByRole('button', { name: '登记退费' }).click();
		await page.getByText('已登记退费，等税务退回').waitFor();
		await page.getByRole('button', { name: '等税务退回' }).click();
		await rowWith(page, other).waitFor();
		await page.getByRole('button', { name: '要处理' }).click();
	});

	it('is left only with a reason, and is still there', async () => {
		const { page } = house.desk;
		const missing = '3530900000000000010';
		await act(page, '先放着', missing);
		const dialog = page.getByRole('dialog');
		await dialog.getByRole('button', { name: '先放着' }).click();
		await dialog.getByText('请选择原因；选“其他”时请写明。').waitFor();
		await dialog.getByText('已问税务机关，等答复').click();
		await dialog.getByRole('button', { name: '先放着' }).click();
		await page.getByText('已放着，原因已记下').waitFor();
		await rowWith(page, missing).waitFor({ state: 'detached' });
		await page.getByRole('button', { name: '先放着', exact: true }).first().click();
		await rowWith(page, missing)
			.getByText(/已问税务机关，等答复 · /)
			.waitFor();
		await expectNoFaultsInAnyLook(page);
	});
});

describe('totals', () => {
	it('stand as a picture, as a table and as a file', async () => {
		const { page } = house.desk;
		await page.getByRole('link', { name: '汇总', exact: true }).click();
		await page.getByText('共 4 笔，1400 元').waitFor();
		await page
			.getByRole('table', { name: '按学校' })
			.getByRole('row', { name: /云南农业大学 350/ })
			.waitFor();
		await expectNoFaultsInAnyLook(page);
		const file = await saved(page, '导出 CSV');
		const text = file.bytes.toString('utf8');
		expect(text).toMatch(/云南财经大学,微信支付,1,350/);
		expect(text).toMatch(/导出人：手机尾号 0014/);
		expect(text).toMatch(/指纹：[0-9a-f]{64}/);
		const book = await saved(page, '导出 Excel');
		expect(book.bytes.subarray(0, 2).toString()).toBe('PK');
	});
});
