/** One person, one case: two phones and a choice; insured elsewhere by the register, to the stop and back; opened again, corrected. */
import { describe, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import {
	beginEnrollment,
	fillEnrollment,
	signInWithCode,
	submitEnrollment,
} from '../support/enrollment-flow.ts';
import { confirmApproval, isAccepted, openReview, submittedBy } from '../support/journeys.ts';

const who = anApplicant();
const refusal = '该人员处于正常参保状态，不能重复参保';
const house = openHouse({ first: aPhone, second: aPhone, desk: aDesk });
const ids = { first: '', second: '' };

/** What the register of insurance says of the person from now on. */
async function registerSays(insured: 'none' | 'active-elsewhere') {
	const place = insured === 'none' ? null : '大理州医保';
	const insurance = [{ idNumber: who.idNumber, insured, lumpSumThrough: null, place }];
	await fetch(`${house.app.registersUrl}/admin/seed`, {
		method: 'POST',
		body: JSON.stringify({ insurance }),
	});
}

describe('one person', () => {
	it('submits from one phone, and again from another: the second is told of the first and takes its place', async () => {
		ids.first = await submittedBy(house.first, house.app, who);
		await registerSays('active-elsewhere');
		const { page } = house.second;
		ids.second = await beginEnrollment(page, house.app.url, who.school);
		await fillEnrollment(page, who);
		await submitEnrollment(page, who.school);
		await signInWithCode(page, who.phone, house.app.codeFor);
		await page.getByRole('button', { name: /^认领 1 份/ }).click();
		await page.getByRole('heading', { name: '提交没有被受理' }).waitFor();
		await page.getByRole('link', { name: '对照两份，选一份' }).click();
		await page.getByRole('heading', { name: '两份登记，选一份' }).waitFor();
		await page.getByText('两份填的内容相同').waitFor();
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

	it('is sent back by a reviewer who sees both words', async () => {
		const { page } = house.desk;
		await openReview(house.desk, house.app);
		await page.getByRole('link', { name: new RegExp(who.name) }).click();
		await page.getByText('与“本人填报”不一致：没有').first().waitFor();
		await page.keyboard.press('r');
		const sheet = page.getByRole('dialog', { name: /^退回补正/ });
		await sheet.getByLabel('参保情况', { exact: false }).first().check();
		await sheet.getByRole('button', { name: '退回补正' }).click();
		await page.getByText('已退回，学生会看到理由').waitFor();
	});

	it('says that it is stopped, types nothing again, and is accepted', async () => {
		const { page } = house.second;
		await registerSays('none');
		await page.getByRole('button', { name: '我已办好停保登记' }).click();
		await page.getByText('已改', { exact: true }).waitFor();
		await submitEnrollment(page, who.school);
		await isAccepted(page);
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
	});
});
