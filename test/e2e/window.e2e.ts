/** A special case at the insurance centre's window: staff take it down, its person takes it over on their own phone, or takes it back. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { anApplicant, type Applicant } from '../support/applicant.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import {
	fillForm,
	giveConsent,
	heading,
	signInWithCode,
	submitEnrollment,
} from '../support/enrollment-flow.ts';
import { confirmApproval, isAccepted, signInAt } from '../support/journeys.ts';
import { codeOf } from '../support/read-qr.ts';

const house = openHouse(
	{ desk: aDesk, colleague: aDesk, small: aPhone, student: aPhone, other: aPhone, taker: aPhone },
	{ REVIEW_SAMPLE_PERCENT: '0' },
);
const [reviewer, colleague] = ['19000000011', '19000000016'];
const [who, second] = [anApplicant(), anApplicant()];
let receipt = '';

/** Fills the form and sends it; the receipt's number. */
async function takeDown(page: Page, person: Applicant): Promise<string> {
	await page.getByRole('button', { name: '学校', exact: true }).click();
	await page.getByRole('dialog').getByText('昆明医科大学').click();
	await page.getByLabel('姓名').fill(person.name);
	await page.getByLabel('证件号').fill(person.idTyped);
	await page.getByLabel('手机号').fill(person.phone);
	await page.getByLabel('为什么到窗口办理').fill('本人手机不能用小程序');
	await page.getByLabel(/已看过本人的证件原件/).check();
	await page.getByLabel(/本人知道并同意/).check();
	const reply = page.waitForResponse((response) => response.url().includes('window.takeDown'));
	await page.getByRole('button', { name: '录入并出回执' }).click();
	const { result } = (await (await reply).json()) as { result: { data: { id: string } } };
	await page.getByText('已录入。请把回执交给本人').waitFor();
	return result.data.id;
}

describe('at the window', () => {
	it('the rule is quoted; what is missing is said beside its field, on a small screen too', async () => {
		for (const { page } of [house.desk, house.small]) {
			await signInAt(page, house.app, { phone: reviewer, next: '/office/window' });
			await page.getByText('文件没有写明哪些是特殊情况').waitFor();
			await expectNoFaultsInAnyLook(page);
			await page.getByRole('button', { name: '依据' }).click();
			await page.getByRole('dialog').getByText('特殊情况可以到省医保中心服务窗口办理').waitFor();
			await page.keyboard.press('Escape');
			await page.getByRole('button', { name: '录入并出回执' }).click();
			await page.getByText('没有看过证件原件，不能录入').waitFor();
			await page.getByText('本人没有同意，不能录入').waitFor();
			await page.getByText('证件号不对，请对照证件再看一遍').waitFor();
			await expectNoFaultsInAnyLook(page);
		}
	});

	it('a person is taken down, and gets a receipt whose code holds a number alone', async () => {
		const { page } = house.desk;
		receipt = await takeDown(page, who);
		const shown = await page.locator('figure img').getAttribute('src');
		expect(shown).toBe(codeOf(`${house.app.url}/entered#r=${receipt}`));
		const text = await page.locator('body').innerText();
		expect(text).not.toContain(who.name);
		expect(text).not.toContain(who.idNumber);
		await expectNoFaultsInAnyLook(page);
		await page.evaluate(() => localStorage.setItem('PARAGLIDE_LOCALE', 'en'));
		await page.reload();
		await page.getByText('The document does not say which cases are special').waitFor();
		await page.getByText('Waits for the person').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.evaluate(() => localStorage.setItem('PARAGLIDE_LOCALE', 'zh-CN'));
		await page.reload();
		await page.getByText('等本人扫码').waitFor();
	});
});

describe('the receipt', () => {
	it('opens for nobody else', async () => {
		const { page } = house.other;
		await page.goto(`${house.app.url}/entered#r=${receipt}`);
		await signInAndBind(page, anApplicant());
		await page.getByText('没有找到与您本人对应的登记').waitFor();
		expect(await page.locator('body').innerText()).not.toContain(who.name);
	});

	it('shows its person how far it is, and leads to a draft of their own with what was said', async () => {
		const { page } = house.student;
		await page.goto(`${house.app.url}/entered#r=${receipt}`);
		await signInAndBind(page, who);
		await page.getByText('医保中心窗口', { exact: true }).waitFor();
		await page.getByText('在此之前它不算参保').waitFor();
		expect(page.url()).toBe(`${house.app.url}/entered`);
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '开始核对' }).click();
		await page.getByText('窗口录入的，会替您填好').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '开始核对' }).click();
		await giveConsent(page);
		await heading(page, '参保登记');
		await page.getByRole('link', { name: '继续：个人信息' }).click();
		await page.waitForURL(/\/person\/[^/]+$/);
		await page.goto(page.url().replace(/[^/]+$/, 'id'));
		await heading(page, '姓名和证件');
		expect(await page.getByLabel('姓名').inputValue()).toBe(who.name);
		const { page: desk } = house.desk;
		await desk.reload();
		await desk.getByText('本人已开始核对').waitFor();
	});

	it('leads to an enrollment that another reviewer judges: who typed it reads it, and can do nothing', async () => {
		const { page: phone } = house.student;
		await fillForm(phone, who);
		await submitEnrollment(phone, who.school);
		await isAccepted(phone);
		for (const { page } of [house.desk, house.small]) {
			await page.goto(`${house.app.url}/office/review`);
			const row = page.getByRole('link', { name: new RegExp(who.name) });
			await row.getByText('您录入的').waitFor();
			await expectNoFaultsInAnyLook(page);
			await row.click();
			await page.getByText('须由另一位审核员审核').waitFor();
			await page.getByText('正在核实').first().waitFor({ state: 'hidden' });
			for (const name of ['通过', '退回补正', '不予通过', '领取']) {
				expect(await page.getByRole('article').getByRole('button', { name, exact: true }).count()).toBe(0);
			}
			for (const key of ['a', 'r', 't']) await page.keyboard.press(key);
			expect(await page.getByRole('alertdialog').or(page.getByRole('dialog')).count()).toBe(0);
			await expectNoFaultsInAnyLook(page);
		}
	});

	it('whatever is sent by who typed it is refused; a colleague approves it', async () => {
		const { page } = house.desk;
		const id = new URL(page.url()).pathname.split('/').at(-1);
		const reply = await page.evaluate(async (id) => {
			const response = await fetch('/api/trpc/review.take', {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ id }),
			});
			return [response.status, await response.text()] as const;
		}, id);
		expect(reply[0]).toBe(403);
		expect(reply[1]).toContain('enrollment.own-entry');
		const { page: other } = house.colleague;
		await signInAt(other, house.app, { phone: colleague, next: '/office/review' });
		const row = other.getByRole('link', { name: new RegExp(who.name) });
		await row.click();
		expect(await row.getByText('您录入的').count()).toBe(0);
		await confirmApproval(other);
	});

	it('takes the consent back: what was taken down is deleted', async () => {
		const { page: desk } = house.desk;
		await desk.goto(`${house.app.url}/office/window`);
		const id = await takeDown(desk, second);
		const { page } = house.taker;
		await page.goto(`${house.app.url}/entered#r=${id}`);
		await signInAndBind(page, second);
		await page.getByRole('button', { name: '撤回同意并删除' }).click();
		await page.getByText('医保中心会删除窗口录入的内容').waitFor();
		await page.getByRole('alertdialog').getByRole('button', { name: '撤回同意并删除' }).click();
		await page.getByText('窗口录入的内容已经删除').waitFor();
		await expectNoFaultsInAnyLook(page);
	});
});

async function signInAndBind(page: Page, person: Applicant): Promise<void> {
	await page.getByRole('link', { name: '去登录' }).click();
	await signInWithCode(page, person.phone, house.app.codeFor);
	await page.getByRole('heading', { name: '先确认您是谁' }).waitFor();
	await page.getByLabel('姓名').fill(person.name);
	await page.getByLabel('证件号').fill(person.idTyped);
	await page.getByRole('button', { name: '确认，是我本人' }).click();
}
