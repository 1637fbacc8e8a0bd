/** One person, one case: two phones and a choice, a volunteer's entry; what registers tell or a reviewer sets; opened again, corrected. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { expectNoFaults, expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import {
	beginEnrollment,
	fillEnrollment,
	giveConsent,
	heading,
	pick,
	signInWithCode,
	submitEnrollment,
} from '../support/enrollment-flow.ts';
import { wholeCopy } from '../support/offline-copy.ts';
import { confirmApproval, isAccepted, openReview, signInAt, submittedBy } from '../support/journeys.ts';

const who = anApplicant();
const refusal = '该人员处于正常参保状态，不能重复参保';
const house = openHouse({ first: aPhone, second: { dark: true }, volunteer: aPhone, desk: aDesk });
const ids = { first: '', second: '' };

/** What the register of insurance says of the person from now on. */
async function registerSays(insured: 'none' | 'active-elsewhere') {
	const place = insured === 'none' ? null : '大理州医保';
	const insurance = [{ idNumber: who.idNumber, insured, lumpSumThrough: null, place }];
	await tellRegisters('seed', { insurance });
}

/** What the register of insurance itself holds. */
async function insuredNow(): Promise<string> {
	const address = `${house.app.registersUrl}/registers/insurance`;
	const headers = { authorization: `Bearer demo-register-secret` };
	const body = JSON.stringify({ idNumber: who.idNumber });
	const answer = await fetch(address, { method: 'POST', headers, body });
	return ((await answer.json()) as { insured: string }).insured;
}

async function confirmTwice(page: Page): Promise<void> {
	const dialog = page.getByRole('alertdialog');
	await dialog.getByText('停保后将不能享受居民医疗保险待遇').waitFor();
	await dialog.getByRole('button', { name: '确定', exact: true }).click();
	await dialog.getByText('提交成功即办理成功').waitFor();
	await dialog.getByRole('button', { name: '确定停保' }).click();
}

/** On the student's status page: no register is being asked any more. */
const registersHaveAnswered = (page: Page) => page.getByText('没有记录').first().waitFor();

const schoolsAre = (how: 'silent' | 'back') =>
	tellRegisters('behaviour', { silent: how === 'silent' ? ['/registers/schools'] : [] });

async function tellRegisters(what: 'seed' | 'behaviour', body: object) {
	const address = `${house.app.registersUrl}/admin/${what}`;
	await fetch(address, { method: 'POST', body: JSON.stringify(body) });
}

/** A thumb can reach it: nothing lies over its middle. */
async function isUncovered(page: Page, control: Locator) {
	const box = (await control.boundingBox())!;
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	const element = await control.elementHandle();
	expect(
		await page.evaluate((at) => at.element!.contains(document.elementFromPoint(at.x, at.y)), {
			x,
			y,
			element,
		}),
	).toBe(true);
}

describe('one person', () => {
	it('submits, and is told at the same number in a new form: goes back to the first, or keeps both', async () => {
		await schoolsAre('silent');
		ids.first = await submittedBy(house.first, house.app, who);
		const { page } = house.first;
		await beginEnrollment(page, house.app.url, who.school);
		await page.getByRole('link', { name: '继续：个人信息' }).click();
		await giveConsent(page);
		await heading(page, '姓名和证件');
		await pick(page, /^居民身份证/);
		await page.getByLabel('证件号').fill(who.idTyped);
		const notice = page.getByText('这个证件号已有一份登记');
		await notice.waitFor();
		await isUncovered(page, page.getByRole('button', { name: '仍用这一份' }));
		await expectNoFaults(page);
		await page.getByRole('link', { name: '继续原来那份' }).click();
		await isAccepted(page);
		await page.goBack();
		await notice.waitFor();
		await page.getByRole('button', { name: '仍用这一份' }).click();
		await notice.waitFor({ state: 'hidden' });
		expect(await page.getByLabel('证件号').inputValue()).toBe(who.idTyped);
		await page.goto(`${house.app.url}/enrollment/${ids.first}/status`);
	});

	it('submits from another phone, lets the first stand, thinks again, and the second takes its place', async () => {
		await registerSays('active-elsewhere');
		const { page } = house.second;
		ids.second = await beginEnrollment(page, house.app.url, who.school);
		await fillEnrollment(page, who);
		await submitEnrollment(page, who.school);
		await signInWithCode(page, who.phone, house.app.codeFor);
		await page.getByRole('button', { name: /^认领 1 份/ }).click();
		await page.getByRole('heading', { name: '提交没有被受理' }).waitFor();
		await page.getByRole('link', { name: '对照两份，选一份' }).click();
		await page.getByText('两份填的内容相同').waitFor();
		await expectNoFaults(page);
		await page.getByRole('button', { name: '以已提交的为准' }).click();
		await page.waitForURL(`**/enrollment/${ids.first}/status`);
		await isAccepted(page);
		await page.goto(`${house.app.url}/enrollment/${ids.second}/status`);
		await page.getByRole('heading', { name: '还没有提交' }).waitFor();
		await page.goto(`${house.app.url}/enrollment/${ids.second}`);
		await submitEnrollment(page, who.school);
		await page.getByRole('link', { name: '对照两份，选一份' }).click();
		await page.getByRole('button', { name: '用这一份替换' }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: '用这一份替换' }).click();
		await isAccepted(page);
		await house.first.page.getByRole('heading', { name: '还没有提交' }).waitFor();
	});

	it('reads what the register found, from whom, and how to stop it', async () => {
		const { page } = house.second;
		await page.getByText(refusal).first().waitFor();
		await page
			.getByText(/医保登记 · 大理州医保/)
			.first()
			.waitFor();
		await page.getByRole('link', { name: '看怎样办停保登记' }).click();
		await page.getByText(/不会影响当年在购买地的医保待遇/).waitFor();
		await page.getByText(/停保后将不能享受居民医疗保险待遇/).waitFor();
		await page.getByText(/这份登记正在审核，现在不能改/).waitFor();
	});

	it('is at the school by a reviewer’s word while the register of schools is silent, and reads so', async () => {
		const { page } = house.desk;
		await openReview(house.desk, house.app);
		await page.getByRole('link', { name: new RegExp(who.name) }).click();
		await page.getByRole('button', { name: '人工核对' }).click();
		const sheet = page.getByRole('dialog', { name: /由您核对后填写/ });
		await sheet.getByRole('radio', { name: '有学籍：是' }).check();
		await sheet.getByRole('button', { name: '保存并重新评估' }).click();
		await sheet
			.getByText(/写明怎样核对的/)
			.first()
			.waitFor();
		await expectNoFaults(page);
		await sheet.getByLabel('怎样核对的').fill('电话问过学籍科');
		await sheet.getByRole('button', { name: '保存并重新评估' }).click();
		await page.getByText('已记录，规则已重新评估').waitFor();
		const student = house.second.page;
		await student.goto(`${house.app.url}/enrollment/${ids.second}/status`);
		await student.getByText('电话问过学籍科').waitFor();
	});

	it('is sent back by a reviewer who sees both words', async () => {
		const { page } = house.desk;
		await page.getByText('与“本人填报”不一致：没有').first().waitFor();
		await page.getByRole('button', { name: '通过', exact: true }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: '通过', exact: true }).click();
		await page.getByText('规则对这份登记有未解决的意见，不能通过审核').waitFor();
		await page.keyboard.press('r');
		const sheet = page.getByRole('dialog', { name: /^退回补正/ });
		await sheet.getByLabel('参保情况', { exact: false }).first().check();
		await sheet.getByRole('button', { name: '退回补正' }).click();
		await page.getByText('已退回，学生会看到理由').waitFor();
	});

	it('fills in the stop without a network, which stops nothing', async () => {
		const { page } = house.second;
		await schoolsAre('back');
		await page.goto(`${house.app.url}/enrollment/${ids.second}/stop`);
		await page.getByRole('link', { name: '在这里办停保登记' }).click();
		await page.getByRole('checkbox', { name: '我已知晓' }).waitFor();
		await wholeCopy(page);
		await house.app.stopServer();
		await page.getByRole('checkbox', { name: '我已知晓' }).check();
		await page.getByLabel('人员编号').fill('5329000001');
		await page.getByLabel('停保原因').fill('参加大学生医保');
		await page.getByRole('button', { name: '提交停保登记' }).click();
		await page.getByText('这里还没填').waitFor();
		await page.getByLabel('备注').fill('无');
		await page.getByRole('button', { name: '提交停保登记' }).click();
		await confirmTwice(page);
		await page.getByText(/停保没有完成/).waitFor();
		await expectNoFaultsInAnyLook(page);
		await page.reload();
		await page.getByRole('checkbox', { name: '我已知晓' }).check();
		expect(await page.getByLabel('人员编号').inputValue()).toBe('5329000001');
		await house.app.startServer();
		expect(await insuredNow()).toBe('active-elsewhere');
	});

	it('confirms it twice, online: it is stopped at once; types nothing again, and is accepted', async () => {
		const { page } = house.second;
		await page.goto(`${house.app.url}/enrollment/${ids.second}/stop/register`);
		await page.getByRole('checkbox', { name: '我已知晓' }).check();
		await page.getByRole('button', { name: '提交停保登记' }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: '先不停' }).click();
		expect(await insuredNow()).toBe('active-elsewhere');
		await page.getByRole('button', { name: '提交停保登记' }).click();
		await confirmTwice(page);
		await page.getByRole('heading', { name: '已停保', level: 1 }).waitFor();
		await page.getByText(/回执号 TB/).waitFor();
		await expectNoFaults(page);
		expect(await insuredNow()).toBe('none');
		await page.getByRole('button', { name: '接着参保登记' }).click();
		await page.getByText('已改', { exact: true }).waitFor();
		await submitEnrollment(page, who.school);
		await isAccepted(page);
		await registersHaveAnswered(page);
	});

	it('is approved, opened again with a reason, submitted anew, approved and corrected by a record', async () => {
		const { page } = house.desk;
		await page.goto(`${house.app.url}/office/review/${ids.second}`);
		await page.getByText('规则无异议').first().waitFor();
		await confirmApproval(page);
		await page.getByRole('button', { name: '重新打开' }).waitFor();
		await page.keyboard.press('o');
		const sheet = page.getByRole('dialog', { name: /重新打开/ });
		await sheet.getByRole('button', { name: '重新打开' }).click();
		await sheet.getByText(/请选择原因/).waitFor();
		await sheet.getByRole('radio', { name: '发现内容有误' }).check();
		await sheet.getByLabel('告诉学生为什么').fill('楼号要核对');
		await sheet.getByLabel('居住地址', { exact: false }).first().check();
		await sheet.getByRole('button', { name: '重新打开' }).click();
		await page.getByText('已重新打开，缴费单已作废').waitFor();

		const student = house.second.page;
		await student.goto(`${house.app.url}/enrollment/${ids.second}/status`);
		await student.getByText(/发现内容有误：楼号要核对/).waitFor();
		await student.getByRole('link', { name: '去补正' }).click();
		await submitEnrollment(student, who.school);
		await isAccepted(student);
		await registersHaveAnswered(student);

		await page.goto(`${house.app.url}/office/review/${ids.second}`);
		await confirmApproval(page);
		await page.getByRole('button', { name: '更正', exact: true }).waitFor();
		await page.keyboard.press('c');
		const correction = page.getByRole('dialog', { name: /^更正/ });
		await correction.getByRole('checkbox', { name: /^居住地址/ }).check();
		await correction.getByRole('textbox', { name: '居住地址' }).fill('呈贡校区 5 栋 101 室');
		await correction.getByRole('radio', { name: '录入有误' }).check();
		await correction.getByLabel('说明依据').fill('学校名册');
		await correction.getByRole('button', { name: '保存更正' }).click();
		await page.getByText('更正已记录，学生会看到').waitFor();
		await student.getByText('审核人员的更正').waitFor();
		await student.locator('ins', { hasText: '5 栋 101 室' }).waitFor();
		await expectNoFaults(student);
	});

	it('is entered by a volunteer too: that entry is set aside, and each side is told no more than its own', async () => {
		const { page } = house.volunteer;
		await signInAt(page, house.app, { phone: '19000000012', next: '/drafts' });
		await page.waitForURL(`${house.app.url}/drafts`);
		await beginEnrollment(page, house.app.url, who.school);
		await fillEnrollment(page, who);
		await submitEnrollment(page, who.school);
		await page.getByRole('heading', { name: '已由本人申报' }).waitFor();
		await page.getByText('您录入的这一份没有采用').waitFor();
		await house.second.page.getByText(/志愿者曾替您录入一份登记/).waitFor();
		await house.desk.page.reload();
		await house.desk.page.getByText(/志愿者录入的 1 份没有采用/).waitFor();
	});
});
