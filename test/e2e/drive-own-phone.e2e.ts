/** A student who confirms on their own phone: sealed by a volunteer, opened by the student's QR, corrected, signed, declared. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { anApplicant, type Applicant } from '../support/applicant.ts';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aKeptPhone, aPhone, openHouse } from '../support/e2e-house.ts';
import {
	drawSignature,
	giveConsent,
	goOn,
	heading,
	pick,
	signInWithCode,
	submitEnrollment,
} from '../support/enrollment-flow.ts';
import { isAccepted } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';
import { plant } from '../support/plant.ts';
import { searchRawBytes } from '../support/profile-search.ts';
import { noteDraws, tokenShown } from '../support/read-qr.ts';
import {
	agreeAsStudent,
	check,
	driveId,
	fill,
	joinDrive,
	openDrive,
	openVault,
	sealForOwnPhone,
} from '../support/volunteer-flow.ts';

const house = openHouse({ volunteer: aKeptPhone, student: aPhone, other: aPhone, admin: aDesk });
const who = anApplicant({ hasIdentity: true });
let token = '';
const entered = () => `${house.app.url}/entered#t=${token}`;

beforeAll(async () => {
	const invitation = await openDrive(house.admin.page, house.app);
	await joinDrive(house.volunteer.page, house.app, invitation);
	await wholeCopy(house.volunteer.page);
});

describe('a student who confirms on their own phone', () => {
	it('is entered and sealed without a network, and takes a code that stands on that page alone', async () => {
		const { page } = house.volunteer;
		await house.app.stopServer();
		await page.getByRole('button', { name: '下一位同学' }).click();
		await agreeAsStudent(page);
		await pick(page, '临床医学院');
		await fill(page, who);
		await check(page);
		await drawSignature(page);
		await pick(page, /^用同学自己的手机确认/);
		await expectNoFaultsInAnyLook(page);
		await noteDraws(page);
		await sealForOwnPhone(page);
		await expectNoFaultsInAnyLook(page);
		token = await tokenShown(page, '/entered');
		expect(page.url()).not.toContain(token);
		await page.getByRole('link', { name: '返回活动' }).last().click();
		await page.getByText('1 / 100 人').waitFor();
		await house.volunteer.restart();
		expect(searchRawBytes(house.volunteer.profile, [token, who.name, who.idNumber])).toEqual([]);
		await plant(house.volunteer, house.app.url, token);
		await house.volunteer.restart();
		expect(searchRawBytes(house.volunteer.profile, [token]).length).toBeGreaterThan(0);
	});

	it('scans before the volunteer’s phone has sent it: told to wait, and the token is in no address', async () => {
		const { page } = house.student;
		await house.app.startServer();
		await page.goto(entered());
		await page.getByText('先用您自己的手机号登录').waitFor();
		await expectNoFaultsInAnyLook(page);
		expect(page.url()).toBe(`${house.app.url}/entered`);
		await page.getByRole('link', { name: '去登录' }).click();
		await signInAndBind(page, who);
		await page.getByText('志愿者的手机还没有上传').waitFor();
		expect(page.url()).toBe(`${house.app.url}/entered`);
		await expectNoFaultsInAnyLook(page);
	});

	it('tries again once it was sent, corrects, signs and declares as their own', async () => {
		const { page: volunteer } = house.volunteer;
		await volunteer.goto(`${house.app.url}/drive/${driveId}`);
		await openVault(volunteer);
		await volunteer.getByText('待本人确认').waitFor();
		const { page } = house.student;
		await page.getByRole('button', { name: '再试一次' }).click();
		await page.getByText('新生集中参保').waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.getByRole('button', { name: '开始核对' }).click();
		await giveConsent(page);
		await heading(page, '参保登记');
		await page.getByRole('link', { name: /住址与户籍/ }).click();
		await heading(page, '居住地址');
		expect(await page.getByLabel('居住地址').inputValue()).toBe('呈贡校区 3 栋 412 室');
		await page.getByLabel('居住地址').fill('呈贡校区 5 栋 108 室');
		await goOn(page);
		await heading(page, '户口');
		await goOn(page);
		await heading(page, '参保登记');
		await page.getByRole('link', { name: '继续：承诺书' }).click();
		await heading(page, '承诺书');
		await drawSignature(page);
		await heading(page, '参保登记');
		await submitEnrollment(page, who.school);
		await isAccepted(page);
		await page.goto(`${house.app.url}/drafts`);
		await page.getByText('待审核').waitFor();
	});

	it('cannot be opened by anybody else, or once it was declared', async () => {
		const { page: other } = house.other;
		await other.goto(entered());
		await other.getByRole('link', { name: '去登录' }).click();
		await signInAndBind(other, anApplicant());
		await other.getByText('这个二维码是给另一位同学的').waitFor();
		expect(await other.locator('body').innerText()).not.toContain(who.name);
		await expectNoFaultsInAnyLook(other);
		const { page } = house.student;
		await page.goto(entered());
		await page.getByText('您已经申报过了').waitFor();
		await page.getByRole('link', { name: '我的参保' }).waitFor();
	});

	it('with anything else in the code, says what to do', async () => {
		const { page } = house.other;
		await page.goto(`${house.app.url}/account`);
		await page.goto(`${house.app.url}/entered#t=${token}x`);
		await page.getByText('没有读到二维码').waitFor();
		expect(page.url()).toBe(`${house.app.url}/entered`);
		await expectNoFaultsInAnyLook(page);
	});
});

async function signInAndBind(page: Page, person: Applicant): Promise<void> {
	await signInWithCode(page, person.phone, house.app.codeFor);
	await page.getByRole('heading', { name: '先确认您是谁' }).waitFor();
	await page.getByLabel('姓名').fill(person.name);
	await page.getByLabel('证件号').fill(person.idTyped);
	await page.getByRole('button', { name: '确认，是我本人' }).click();
}
