/**
 * A school's console, on a desk and on a phone: everybody in one outcome, what the school says with its basis, reminders,
 * graduates, named staff, scans of what was said, and lists that leave as files, a long one with a second person.
 */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aPicture } from '../support/claim-journey.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { signInAt } from '../support/journeys.ts';
import { colleaguePhone, putRosterIn, schoolPhone } from '../support/roster-in-app.ts';

const house = openHouse({ desk: aDesk, second: aDesk, small: aPhone });
/** More than one person may take alone. */
const size = 520;
/** Of whom a scan is kept. */
let scanned = '';
const said = '异地参保 12 ＋ 户籍地参保 30';

beforeAll(() => putRosterIn(house.app, size), 120_000);

const open = async (page: Page, view: string) => {
	await page.getByRole('navigation', { name: '学校工作台' }).getByRole('link', { name: view }).click();
};
const students = (page: Page) => page.getByRole('checkbox', { name: /^\d{8} / });
const inSheet = (page: Page, name: string) =>
	page.getByRole('dialog').getByRole('button', { name, exact: true });
const scanInput = (page: Page) => page.locator('input[type=file]:not([capture])');
const labelOf = (tick: Locator) => tick.locator('xpath=ancestor::label').innerText();
const sentence = (page: Page) => page.getByText(/^应参 \d+ 人 ＝ /);
const isOpen = async (page: Page) => {
	await page.getByRole('heading', { name: '长春演示大学（演示学校）', level: 1 }).waitFor();
};

describe('the school’s console', () => {
	it('opens with everybody in one outcome, as a sentence, a picture and a table down to the class', async () => {
		const { page } = house.desk;
		await signInAt(page, house.app, { phone: schoolPhone, next: '/office/school' });
		await isOpen(page);
		expect(await sentence(page).innerText()).toBe(
			`应参 ${size} 人 ＝ 在校参保 228 ＋ ${said} ＋ 放弃参保 5 ＋ 停保 9 ＋ 未联系到 236`,
		);
		await page.getByText('2022-12-20，还有 66 天').waitFor();
		await page.getByText('2022-12-31，还有 77 天').waitFor();
		const college = page.getByRole('button', { name: '文学院', exact: true });
		await college.press('Enter');
		await page.getByRole('button', { name: '名单：汉语1901班' }).waitFor();
		await expectNoFaultsInAnyLook(page);
	});

	it('is asked for the basis of what it says, and every figure follows', async () => {
		const { page } = house.desk;
		await page.getByRole('button', { name: '名单：汉语2201班' }).click();
		await page.getByText(/^全部学生 · 文学院 · 汉语2201班/).waitFor();
		await page.getByRole('button', { name: '去向', exact: true }).click();
		await inSheet(page, '未联系到').click();
		await page.getByText(/^未联系到 · 文学院 · 汉语2201班（\d+ 人）$/).waitFor();
		await students(page).nth(0).check();
		await students(page).nth(1).check();
		await page.getByRole('button', { name: '记录去向（2）' }).click();
		await inSheet(page, '记录').click();
		await page.getByText('请选择去向。').waitFor();
		await page.getByRole('radio', { name: '放弃参保' }).check();
		await inSheet(page, '记录').click();
		await page.getByText(/没有依据不能记录/).waitFor();
		await page.getByLabel('原件存放处').fill('文学院办公室');
		await expectNoFaultsInAnyLook(page);
		await inSheet(page, '记录').click();
		await page.getByText('已记录：2 人。').waitFor();
		await open(page, '概览');
		await expect.poll(() => sentence(page).innerText()).toContain('放弃参保 7 ＋ 停保 9 ＋ 未联系到 234');
	});

	it('writes a reminder to paste, with first characters alone unless full names are asked for', async () => {
		const { page, context } = house.desk;
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		await open(page, '学生');
		await page.getByRole('button', { name: '提醒文字' }).click();
		const text = page.getByLabel('提醒文字，可修改');
		await expect.poll(() => text.inputValue()).toMatch(/汉语2201班（\d+ 人）：[^\d、]\*+、/);
		expect(await text.inputValue()).toContain('缴费截止 2022-12-31');
		expect(await text.inputValue()).not.toMatch(/\d{5}/);
		await page.getByRole('button', { name: '复制文字' }).click();
		const copied = await page.evaluate(() => navigator.clipboard.readText());
		expect(copied).toBe(await text.inputValue());
		await page.getByRole('radio', { name: '写全名' }).check();
		await page.getByText(/这次查看已记入审计/).waitFor();
		await expect.poll(() => text.inputValue()).not.toContain('*');
		await expectNoFaultsInAnyLook(page);
		await page.keyboard.press('Escape');
	});

	it('hands a short list out once, and the file says whose it is', async () => {
		const { page } = house.desk;
		await page.getByRole('button', { name: '导出名单' }).click();
		await inSheet(page, '申请导出').click();
		await page.getByText('请写明用途。').waitFor();
		await page.getByLabel('用途').fill('给文学院核对');
		await inSheet(page, '申请导出').click();
		await page.getByText('已申请。').waitFor();
		await open(page, '导出');
		const coming = page.waitForEvent('download');
		await page.getByRole('button', { name: '下载 CSV' }).click();
		const file = readFileSync(await (await coming).path(), 'utf8');
		const lines = file.split('\r\n');
		expect(lines[0]).toMatch(/^\uFEFF学生去向名单：未联系到 · 文学院 · 汉语2201班，\d+ 人$/);
		expect(lines[1]).toMatch(/^导出人：手机尾号 0015，\d{4}-/);
		expect(lines[2]).toBe('用途：给文学院核对');
		expect(lines[3]).toMatch(/^指纹：[0-9a-f]{64}$/);
		expect(lines[5]).toMatch(/^\d{8},[^,*]\*+,文学院,汉语2201班,未联系到,,$/);
		await page.getByText('已下载', { exact: true }).waitFor();
		expect(await page.getByRole('button', { name: '下载 CSV' }).count()).toBe(0);
		await expectNoFaultsInAnyLook(page);
	});

	it('keeps a long list until a colleague has agreed', async () => {
		const { page } = house.desk;
		await open(page, '学生');
		await page.getByRole('button', { name: '去向', exact: true }).click();
		await inSheet(page, '全部学生').click();
		await page.getByRole('button', { name: '学院', exact: true }).click();
		await inSheet(page, '全部学院').click();
		await page.getByText(`全部学生（${size} 人）`).waitFor();
		await page.getByRole('button', { name: '导出名单' }).click();
		await page.getByText(/超过 500 人，需要本校另一位管理员同意/).waitFor();
		await page.getByLabel('用途').fill('交学校存档');
		await inSheet(page, '申请导出').click();
		await page.getByText('已申请。').waitFor();
		await open(page, '导出');
		await page.getByText('请本校另一位管理员登录后在这里同意。').waitFor();
		const { page: other } = house.second;
		await signInAt(other, house.app, { phone: colleaguePhone, next: '/office/school?view=exports' });
		await other.getByRole('button', { name: '同意', exact: true }).click();
		await other.getByRole('alertdialog').getByRole('button', { name: '同意', exact: true }).click();
		await other.getByText('可下载一次', { exact: true }).waitFor();
		await page.getByRole('link', { name: '学生', exact: true }).click();
		await open(page, '导出');
		const coming = page.waitForEvent('download');
		await page.getByRole('button', { name: '下载 XLSX' }).click();
		expect((await coming).suggestedFilename()).toMatch(/学生去向\.xlsx$/);
	});

	it('stops graduates with a day, excepts who studies on, and says what is left', async () => {
		const { page } = house.desk;
		await open(page, '毕业停保');
		const left = async () =>
			Number(/还有 (\d+) 人没有处理/.exec(await page.getByText(/^还有 \d+ 人/).innerText())![1]);
		const before = await left();
		await students(page).nth(0).check();
		await page.getByRole('button', { name: '停保（1）' }).click();
		await page.getByRole('radio', { name: '毕业' }).check();
		await page.getByLabel('停保生效日期').fill('2022-07-01');
		await inSheet(page, '记录').click();
		await page.getByText('已记录：1 人。').waitFor();
		await expect.poll(left).toBe(before - 1);
		await students(page).nth(0).check();
		await page.getByRole('button', { name: '不停保', exact: true }).click();
		await page.getByRole('radio', { name: '升学，继续在本校' }).check();
		await inSheet(page, '记录').click();
		await expect.poll(left).toBe(before - 2);
		await page.getByText(/已停保 10 ＋ 不停保 1 ＋/).waitFor();
		await expectNoFaultsInAnyLook(page);
	});

	it('names staff, in full to who named them', async () => {
		const { page } = house.desk;
		await open(page, '概览');
		await page.getByRole('button', { name: '指定专人' }).click();
		await page.getByLabel('姓名').fill('周明远');
		await inSheet(page, '保存').click();
		await page.getByText('周明远').waitFor();
		await page.getByText('还没有签保密承诺').waitFor();
		const { page: other } = house.second;
		await other.goto(`${house.app.url}/office/school`);
		await other.getByText('周**').waitFor();
		expect(await other.getByText('周明远').count()).toBe(0);
	});

	it('keeps the scan of what it rests on: a line that is cut goes on where it was, and nothing typed is lost', async () => {
		const { page } = house.desk;
		await page.goto(`${house.app.url}/office/school?view=students`);
		await page.getByText(/^未联系到（\d+ 人）$/).waitFor();
		const student = students(page).first();
		scanned = /\d{8}/.exec(await labelOf(student))![0];
		await student.check();
		await page.getByRole('button', { name: '记录去向（1）' }).click();
		await page.getByRole('radio', { name: '异地参保' }).check();
		await page.getByRole('radio', { name: '参保凭证' }).check();
		await page.getByLabel('参保地').fill('吉林省延吉市');
		const begunAt: number[] = [];
		let isCut = false;
		await page.route('**/api/documents/*', async (route) => {
			const at = await route.request().headerValue('upload-offset');
			if (isCut) return route.abort();
			if (at !== null) begunAt.push(Number(at));
			isCut = at !== null && begunAt.length === 1;
			return route.continue();
		});
		await scanInput(page).setInputFiles(aPicture('参保凭证.png'));
		await page.getByText('凭证还没有传完').waitFor();
		await inSheet(page, '记录').click();
		await page.getByText('凭证还没有传完。请等传完，或者去掉凭证再记录。').waitFor();
		await expectNoFaultsInAnyLook(page);
		isCut = false;
		begunAt.push(-1);
		await page.getByRole('button', { name: '接着传' }).click();
		await page.getByText('凭证已上传').waitFor();
		expect(begunAt[0]).toBe(0);
		expect(begunAt[2]).toBeGreaterThan(0);
		await page.unroute('**/api/documents/*');
		await page.route('**/api/trpc/outcome.say', (route) => route.abort());
		await inSheet(page, '记录').click();
		await page.getByText('没有记录上：网络断了').waitFor();
		expect(await page.getByLabel('参保地').inputValue()).toBe('吉林省延吉市');
		await expectNoFaultsInAnyLook(page);
		await page.unroute('**/api/trpc/outcome.say');
		await inSheet(page, '记录').click();
		await page.getByText('已记录：1 人。').waitFor();
	});

	it('shows the scan to a colleague of the same school', async () => {
		const { page } = house.second;
		await page.goto(`${house.app.url}/office/school?view=students`);
		await page.getByText(/^未联系到（\d+ 人）$/).waitFor();
		await page.getByRole('button', { name: '去向', exact: true }).click();
		await inSheet(page, '异地参保').click();
		await page.getByText(/^异地参保（13 人）$/).waitFor();
		await page.getByRole('button', { name: `查看凭证：${scanned}` }).click();
		const picture = page.getByRole('dialog').getByRole('img', { name: new RegExp(`^查看凭证：${scanned}`) });
		await expect.poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(900);
		await expectNoFaultsInAnyLook(page);
		await page.keyboard.press('Escape');
		await expectNoFaultsInAnyLook(page);
	});

	it('reads and works on a phone of 390 pixels', async () => {
		const { page } = house.small;
		await signInAt(page, house.app, { phone: schoolPhone, next: '/office/school' });
		await isOpen(page);
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: /^未联系到 \d+$/ }).click();
		await page.getByText(/^未联系到（\d+ 人）$/).waitFor();
		await students(page).first().check();
		await page.getByRole('button', { name: '记录去向（1）' }).click();
		await page.getByRole('radio', { name: '异地参保' }).check();
		const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'.padEnd(400, '\0'), 'latin1');
		await scanInput(page).setInputFiles({ name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic });
		await page.getByText(/这是 iPhone 的 HEIC 照片/).waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '去掉凭证' }).click();
		await page.keyboard.press('Escape');
		await open(page, '毕业停保');
		await page.getByText(/^还有 \d+ 人/).waitFor();
		await expectNoFaultsInAnyLook(page);
	});
});
