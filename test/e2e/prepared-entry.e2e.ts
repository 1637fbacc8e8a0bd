/** A school prepares an entry from its roster; its student finds it on their own phone, completes it and declares it themselves. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import {
	fillForm,
	giveConsent,
	heading,
	signInWithCode,
	submitEnrollment,
} from '../support/enrollment-flow.ts';
import { isAccepted, signInAt } from '../support/journeys.ts';
import { importRoster } from '../support/roster.ts';

const house = openHouse({ desk: aDesk, small: aPhone, student: aPhone, other: aPhone });
const schoolPhone = '19000000013';
const who = anApplicant();
const place = { college: '公共卫生学院', className: '预防2201班' };

beforeAll(() =>
	importRoster(house.app, [
		{ ...place, ...{ name: who.name, idNumber: who.idNumber, studentNumber: '202201001', phone: who.phone } },
		{ ...place, ...{ name: '测试无证', studentNumber: '202201002' } },
	]),
);

const students = (page: Page) => page.getByRole('checkbox', { name: /^\d{9} / });

describe('an entry that the school prepares', () => {
	it('for whom it has not reached, of a list or a class; who has no document in the roster is told apart', async () => {
		const { page } = house.desk;
		await signInAt(page, house.app, { phone: schoolPhone, next: '/office/school' });
		await page.getByText('还没有替学生准备登记。').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '选择学生' }).click();
		await page.getByText('可替其准备登记（1 人）').waitFor();
		await page.getByRole('button', { name: '去向', exact: true }).click();
		await page.getByRole('dialog').getByRole('button', { name: '未联系到', exact: true }).click();
		await page.getByText('未联系到（2 人）').waitFor();
		await students(page).nth(0).check();
		await students(page).nth(1).check();
		await page.getByRole('button', { name: '准备登记（2）' }).click();
		await page.getByText(/本人提交之前不算参保/).waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('alertdialog').getByRole('button', { name: '准备登记', exact: true }).click();
		await page.getByText('已准备：1 人。').waitFor();
		await page.getByText(/其中 1 人名册里没有证件号码/).waitFor();
		await page.getByText(/学校已准备，本人还没有打开/).waitFor();
		await expectNoFaultsInAnyLook(page);
	});

	it('is nobody else’s', async () => {
		const { page } = house.other;
		await page.goto(`${house.app.url}/entered`);
		await page.getByText('才能打开学校替您准备的登记').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('link', { name: '去登录' }).click();
		await signInAndBind(page, anApplicant());
		await page.getByText('现在没有学校替您准备的登记。').waitFor();
		expect(await page.locator('body').innerText()).not.toContain(who.name);
		await expectNoFaultsInAnyLook(page);
	});

	it('is found by its student under their account, filled in from the roster, and begins with their own consent', async () => {
		const { page } = house.student;
		await page.goto(`${house.app.url}/entered`);
		await page.getByRole('link', { name: '去登录' }).click();
		await signInAndBind(page, who);
		await page.getByText('昆明医科大学').waitFor();
		expect(await page.getByText('学校名册', { exact: true }).count()).toBe(5);
		expect(await page.locator('body').innerText()).not.toContain(who.idNumber);
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '开始核对' }).click();
		await giveConsent(page);
		await heading(page, '参保登记');
	});

	it('is completed and declared by the student, and the school sees how far they are', async () => {
		const { page } = house.student;
		// What the roster does not know comes first; here the student looks through all of it.
		await page.getByRole('link', { name: '继续：个人信息' }).click();
		await heading(page, '民族和婚姻状态');
		await page.goto(page.url().replace(/[^/]+$/, 'id'));
		await heading(page, '姓名和证件');
		expect(await page.getByLabel('姓名').inputValue()).toBe(who.name);
		await fillForm(page, who);
		const { page: desk } = house.desk;
		await desk.goto(`${house.app.url}/office/school`);
		await desk.getByRole('row', { name: /本人已开始 1$/ }).waitFor();
		await submitEnrollment(page, who.school);
		await isAccepted(page);
		await expect
			.poll(async () => {
				await desk.reload();
				return desk.getByRole('row', { name: /本人已申报 \d/ }).innerText();
			})
			.toMatch(/1$/);
		await page.goto(`${house.app.url}/entered`);
		await page.getByText('现在没有学校替您准备的登记。').waitFor();
	});

	it('is worked with on a phone of 390 pixels', async () => {
		const { page } = house.small;
		await signInAt(page, house.app, { phone: schoolPhone, next: '/office/school' });
		await page.getByRole('button', { name: '还没有申报的名单' }).click();
		await page.getByText('已准备，本人未申报（0 人）').or(page.getByText('没有这样的学生')).first().waitFor();
		await expectNoFaultsInAnyLook(page);
	});
});

async function signInAndBind(page: Page, person: typeof who): Promise<void> {
	await signInWithCode(page, person.phone, house.app.codeFor);
	await page.getByRole('heading', { name: '先确认您是谁' }).waitFor();
	await page.getByLabel('姓名').fill(person.name);
	await page.getByLabel('证件号').fill(person.idTyped);
	await page.getByRole('button', { name: '确认，是我本人' }).click();
}
