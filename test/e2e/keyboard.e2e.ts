/** The whole way by keyboard alone, from the start page to the payment: reached by Tab, seen wherever it comes by. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { fillForm, heading } from '../support/enrollment-flow.ts';
import { arriveAt, focusNow, tabTo } from '../support/everyone.ts';
import { approve, isAccepted, openReview } from '../support/journeys.ts';

const who = anApplicant({ hasIdentity: true });
const house = openHouse({ phone: aPhone, desk: aDesk });
let draft = '';

async function press(page: Page, name: RegExp): Promise<void> {
	await tabTo(page, name);
	await page.keyboard.press('Enter');
}

describe('by keyboard alone', () => {
	it('a sheet takes the focus, keeps it, closes with Escape, and gives it back', async () => {
		const { page } = house.phone;
		await page.goto(house.app.url);
		// A window behind others has no focus to show.
		await page.bringToFront();
		await page.locator('h1').waitFor();
		await page.getByRole('button', { name: /^演示日期/ }).waitFor();
		await tabTo(page, /^学校$/);
		await page.keyboard.press('Enter');
		await page.getByRole('dialog', { name: '学校' }).waitFor();
		for (let presses = 0; presses < 12; presses++) {
			await page.keyboard.press('Tab');
			const { tag, isInDialog } = await focusNow(page);
			expect(isInDialog || tag === 'BODY', `after ${presses + 1} times Tab`).toBe(true);
		}
		await page.keyboard.press('Escape');
		await page.getByRole('dialog', { name: '学校' }).waitFor({ state: 'hidden' });
		expect(await focusNow(page)).toMatchObject({ name: '学校', tag: 'BUTTON' });
	});

	it('the first part of the form is filled in, each step beginning at its heading', async () => {
		const { page } = house.phone;
		await page.keyboard.press('Space');
		await tabTo(page, /^昆明医科大学/);
		await page.keyboard.press('Enter');
		await tabTo(page, /^开始参保登记$/);
		await page.keyboard.press('Enter');
		await arriveAt(page, '参保登记');
		draft = new URL(page.url()).pathname;
		await tabTo(page, /^继续：个人信息$/);
		await page.keyboard.press('Enter');
		await arriveAt(page, '填写之前，请先同意');
		await tabTo(page, /^我同意/);
		await page.keyboard.press('Space');
		await tabTo(page, /^同意并继续$/);
		await page.keyboard.press('Enter');
		await arriveAt(page, '姓名和证件');
	});

	it('what is wrong is said at once and leads to its field; what is right is said to be saved', async () => {
		const { page } = house.phone;
		await tabTo(page, /^保存并继续$/);
		await page.keyboard.press('Enter');
		const alert = page.getByRole('alert');
		await alert.waitFor();
		expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-name');
		await page.keyboard.type('测试安春');
		await tabTo(page, /^居民身份证/);
		await page.keyboard.press('Space');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowUp');
		await tabTo(page, /^证件号$/);
		await page.keyboard.type('53011220040507048X');
		await page.getByRole('status').filter({ hasText: '已保存在本机' }).waitFor();
		await page.keyboard.press('Enter');
		await arriveAt(page, '性别和手机号');
	});

	it('the letter is signed without drawing, and the form submitted', async () => {
		const { page } = house.phone;
		// The other parts are fields of the same kinds.
		await page.goto(`${house.app.url}${draft}/person/id`);
		await fillForm(page, who);
		await press(page, /^继续：承诺书$/);
		await arriveAt(page, '医保区划');
		await press(page, /^医保区划/);
		for (const place of [/^云南省$/, /^昆明市$/, /^五华区$/]) await press(page, place);
		await press(page, /^保存并继续$/);
		await arriveAt(page, '承诺书');
		await press(page, /^无法手写？/);
		expect(await focusNow(page)).toMatchObject({ name: '输入本人姓名', tag: 'INPUT' });
		await page.keyboard.type(who.name);
		await tabTo(page, /^我已阅读全文/);
		await page.keyboard.press('Space');
		await press(page, /^签好了$/);
		await arriveAt(page, '参保登记');
		await press(page, /^核对并提交$/);
		await arriveAt(page, '核对并提交');
		await press(page, /^提交登记$/);
		await page.getByRole('alertdialog').waitFor();
		await press(page, /^确定$/);
		await arriveAt(page, '登录');
	});

	it('the account is opened, the status read, and the payment asked for', async () => {
		const { page } = house.phone;
		await tabTo(page, /^手机号/);
		await page.keyboard.type(who.phone);
		await press(page, /^获取验证码$/);
		await page.getByText('验证码已发送').waitFor();
		await tabTo(page, /^验证码$/);
		await page.keyboard.type(await house.app.codeFor(who.phone));
		await page.keyboard.press('Enter');
		await heading(page, '先确认您是谁');
		await press(page, /^确认，是我本人$/);
		await page.getByRole('button', { name: /^认领 1 份/ }).waitFor();
		await press(page, /^认领 1 份/);
		await isAccepted(page);
		await openReview(house.desk, house.app);
		await approve(house.desk, who);
		await page.bringToFront();
		await heading(page, '您还需要缴费');
		await press(page, /^带我去缴费$/);
		await page.getByRole('button', { name: '我已缴费，查询结果' }).waitFor();
		await press(page, /^我已缴费，查询结果$/);
		await page.getByText('税务还没有到账记录').waitFor();
	});

	it('would notice a focus that cannot be seen', async () => {
		const { page } = house.phone;
		await page.goto(house.app.url);
		await tabTo(page, /^学校$/);
		await page.evaluate(() => {
			const sheet = new CSSStyleSheet();
			sheet.replaceSync(':focus-visible { outline: none !important }');
			document.adoptedStyleSheets.push(sheet);
		});
		await page.keyboard.press('Tab');
		await page.keyboard.press('Tab');
		expect((await focusNow(page)).isVisible).toBe(false);
	});
});
