/** A school’s roster: found, brought in by a file, taken back; whose an enrollment is; on a desk and on a phone. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, describe, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { signInAt } from '../support/journeys.ts';
import { rosterCsv, rosterRow } from '../support/roster-files.ts';
import { xlsx } from '../support/statement-files.ts';

const house = openHouse({ desk: aDesk, phone: aPhone });
const school = '19000000013';
const rowWith = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const view = (page: Page, name: RegExp | string) => page.getByRole('button', { name, exact: true }).click();

describe('the roster', () => {
	it('is searched by how a name or a number begins, and by college and class, from page to page', async () => {
		const { page } = house.desk;
		await signInAt(page, house.app, { phone: school, next: '/office' });
		await page.getByRole('link', { name: /^学生名册/ }).click();
		await page.getByText('共 304 人，第 1–50 人').waitFor();
		await page.getByRole('button', { name: '下一页' }).click();
		await page.getByText('共 304 人，第 51–100 人').waitFor();
		await page.getByRole('searchbox').fill('2022080002');
		await page.getByRole('button', { name: '查找', exact: true }).click();
		await rowWith(page, '赵云川').getByText('按证件号码对上').waitFor();
		expect(await page.getByText('53011120040721003X').count()).toBe(0);
		await page.getByRole('searchbox').fill('赵');
		await page.keyboard.press('Enter');
		await rowWith(page, '赵').nth(1).waitFor();
		await page.getByRole('button', { name: '清除条件' }).click();
		await page.getByLabel('学院').selectOption('药学院');
		await page.getByLabel('班级').selectOption('2022级2班');
		await page.getByText(/^共 4 人/).waitFor();
		await expectNoFaultsInAnyLook(page);
	});

	it('a question is answered, and taken back', async () => {
		const { page } = house.desk;
		await view(page, '待核对 1');
		await page.getByText('学号相同，姓名不同').waitFor();
		expect(await page.getByText(/段青/).count()).toBe(0);
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '同一人：2022080003', exact: true }).click();
		await page.getByRole('button', { name: '撤回：2022080003' }).click();
		await page.getByRole('button', { name: '不是同一人：2022080003' }).waitFor();
	});

	it('a file in GBK is read, its columns changed, its problems downloaded, applied and undone', async () => {
		const { page } = house.desk;
		await view(page, '导入');
		const heads = ['学号', '姓名', '证件类型', '身份证号', '学院', '专业班', '手机号', '是否毕业班'];
		const rows = [
			...Array.from({ length: 30 }, (_, n) => rosterRow(n)),
			rosterRow(31, { 身份证号: '5.30102E+17' }),
		];
		await page.locator('input[type=file]').setInputFiles({
			name: '名册.csv',
			mimeType: 'text/csv',
			buffer: Buffer.from(rosterCsv(rows, 'gbk', heads)),
		});
		await page.getByRole('row', { name: /^新增 30$/ }).waitFor();
		await page.getByRole('row', { name: /^名册上有、文件里没有 304$/ }).waitFor();
		await page.getByText(/被表格软件改成了近似值/).waitFor();
		// The class was not known by its head.
		await page.getByLabel('班级', { exact: true }).selectOption({ index: 6 });
		await page.getByRole('cell', { name: '2022级1班' }).first().waitFor();
		await expectNoFaultsInAnyLook(page);
		const coming = page.waitForEvent('download');
		await page.getByRole('button', { name: '下载有问题的行（CSV）' }).click();
		const text = readFileSync(await (await coming).path(), 'utf8');
		expect(text.startsWith('\uFEFF行,问题,学号,姓名')).toBe(true);
		expect(text).toMatch(/\r\n32,证件号码：数字被表格软件改成了近似值.*5\.30102E\+17/);
		await page.getByRole('button', { name: '应用到名册' }).click();
		await page.getByRole('button', { name: '应用', exact: true }).click();
		await page.getByText('已应用：新增 30 人，更新 0 人').waitFor();
		await page.getByText('334', { exact: true }).waitFor();
		await page.getByRole('button', { name: '撤销这次导入' }).click();
		await page.getByRole('button', { name: '撤销', exact: true }).click();
		await page.getByText('已撤销：移出 30 人。').waitFor();
		await page.getByText('304', { exact: true }).waitFor();
		await page.getByRole('button', { name: '返回导入记录' }).click();
		await page.getByText('已撤销', { exact: true }).waitFor();
		await expectNoFaultsInAnyLook(page);
	});

	it('a workbook with titles above: the heads are suggested, and another row is chosen', async () => {
		const { page } = house.desk;
		const students = [901, 902, 903].map((n) => rosterRow(n));
		const buffer = await xlsx([
			[{ value: '昆明医科大学学生名册', columnSpan: 8, align: 'center' }],
			['必填', '学号', '姓名', '', '', '', '', ''].map((value) => ({ value })),
			...[['代码', '人员', '类别', '号', '院', '组', '机', '届'], ...students].map((row) =>
				row.map((value) => ({ value, type: String })),
			),
		]);
		const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
		const file = { name: '名册.xlsx', mimeType, buffer: Buffer.from(buffer) };
		await page.locator('input[type=file]').setInputFiles(file);
		const head = page.getByLabel('列名在哪一行');
		await head.waitFor();
		expect(await head.locator('option').allInnerTexts()).toEqual([
			'第 1 行：昆明医科大学学生名册',
			'第 2 行（建议）：必填 · 学号 · 姓名',
			'第 3 行：代码 · 人员 · 类别 · 号 · 院 · 组 · 机 · 届',
		]);
		await head.selectOption('3');
		const number = page.getByLabel(/^学号/);
		await number.getByText(/^A 列 代码/).waitFor({ state: 'attached' });
		await number.selectOption({ index: 1 });
		await page.getByLabel(/^姓名/).selectOption({ index: 2 });
		await page.getByRole('row', { name: /^新增 3$/ }).waitFor();
		expect(await head.inputValue()).toBe('3');
		await expectNoFaultsInAnyLook(page);
	});

	it('works on a phone, and is nothing for anybody else', async () => {
		const { page } = house.phone;
		await signInAt(page, house.app, { phone: school, next: '/office/roster' });
		await page.getByText('共 304 人，第 1–50 人').waitFor();
		await expectNoFaultsInAnyLook(page);
		await view(page, '导入');
		await page.getByText('已应用', { exact: true }).waitFor();
		await expectNoFaultsInAnyLook(page);
	});
});
