/** The receipt of what a volunteer sealed: followed on the student's own phone, by nobody else, and the consent taken back by it. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { anApplicant, type Applicant } from '../support/applicant.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { pick, signInWithCode } from '../support/enrollment-flow.ts';
import { codeOf } from '../support/read-qr.ts';
import {
	agreeAsStudent,
	check,
	driveId,
	fill,
	joinDrive,
	openDrive,
	seal,
} from '../support/volunteer-flow.ts';

const house = openHouse({ volunteer: aPhone, student: aPhone, other: aPhone, admin: aDesk });
const who = anApplicant();
let receipt = '';

beforeAll(async () => {
	const { page: admin } = house.admin;
	const invitation = await openDrive(admin, house.app);
	await joinDrive(house.volunteer.page, house.app, invitation);
});

describe('a receipt of what a volunteer sealed', () => {
	it('is shown after sealing, and holds a number and nobody’s name', async () => {
		const { page } = house.volunteer;
		await page.getByRole('button', { name: '下一位同学' }).click();
		await agreeAsStudent(page);
		await pick(page, '临床医学院');
		await fill(page, who);
		await check(page);
		await seal(page);
		receipt = `${house.app.url}/entered#r=${page.url().slice(-36)}`;
		expect(await page.locator('figure img').getAttribute('src')).toBe(codeOf(receipt));
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('link', { name: '返回活动' }).last().click();
		await page.getByText('待本人确认').waitFor();
	});

	it('opens how far it is for who it is about, after signing in, and shows nothing of what was entered', async () => {
		const { page } = house.student;
		await page.goto(receipt);
		await page.getByText('请先登录，并填写本人的姓名和证件号').waitFor();
		await expectNoFaultsInAnyLook(page);
		expect(page.url()).toBe(`${house.app.url}/entered`);
		await signInAndBind(page, who);
		await page.getByText('学校已收到，等您本人确认申报').waitFor();
		await page.getByText('新生集中参保').waitFor();
		expect(await page.locator('main').innerText()).not.toContain('呈贡校区');
		await expectNoFaultsInAnyLook(page);
	});

	it('opens nothing for anybody else', async () => {
		const { page } = house.other;
		await page.goto(receipt);
		await page.getByText('请先登录').waitFor();
		await signInAndBind(page, anApplicant());
		await page.getByText('没有找到与您本人对应的登记').waitFor();
		expect(await page.locator('body').innerText()).not.toContain('新生集中参保');
		await expectNoFaultsInAnyLook(page);
	});

	it('takes the consent back: it is gone at the school', async () => {
		const { page } = house.student;
		await page.getByRole('button', { name: '撤回同意并删除' }).click();
		const dialog = page.getByRole('alertdialog');
		await expectNoFaultsInAnyLook(page);
		await dialog.getByRole('button', { name: '撤回同意并删除' }).click();
		await page.getByText('已撤回，志愿者为您填写的内容已经删除').waitFor();
		await expectNoFaultsInAnyLook(page);
		const left = await house.admin.page.evaluate(async (id) => {
			const reply = await fetch(`/api/trpc/drive.read?input=${encodeURIComponent(JSON.stringify({ id }))}`);
			const { colleges } = (
				(await reply.json()) as { result: { data: { colleges: { handedOver: number }[] } } }
			).result.data;
			return colleges.reduce((sum, { handedOver }) => sum + handedOver, 0);
		}, driveId);
		expect(left).toBe(0);
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
