/** The main job from the first visit to 参保成功: offline, restart, sign, sync, review, pay. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { aDesk, aKeptPhone, openHouse } from '../support/e2e-house.ts';
import {
	beginEnrollment,
	fillEnrollment,
	signInWithCode,
	submitEnrollment,
} from '../support/enrollment-flow.ts';
import { bindAndClaim, confirmApproval, isAccepted, openCashier, openReview } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';
import { plant } from '../support/plant.ts';
import { searchRawBytes } from '../support/profile-search.ts';

const who = anApplicant({
	name: '测试同学',
	idNumber: '53011220040507048X',
	idTyped: '５３０１１２ 2004０５０７ 048x',
	hasIdentity: true,
});

const house = openHouse({ phone: aKeptPhone, desk: aDesk }, {}, { isEmbedded: true });
let id = '';

describe('a student on a bad network', () => {
	it('opens the app once; the network goes; the whole form is filled in, signed and submitted', async () => {
		await house.phone.page.goto(house.app.url);
		await house.phone.page.getByRole('heading', { level: 1 }).waitFor();
		await wholeCopy(house.phone.page);
		await house.app.stopServer();
		id = await beginEnrollment(house.phone.page, house.app.url, who.school);
		await fillEnrollment(house.phone.page, who);
		await submitEnrollment(house.phone.page, who.school);
		await house.phone.page.getByRole('heading', { name: '已保存，等待上传' }).waitFor();
	});

	it('finds everything again after the browser was closed, still without a network', async () => {
		await house.phone.restart();
		await house.phone.page.goto(`${house.app.url}/drafts`);
		await house.phone.page.getByText('仅在本机').waitFor();
		await house.phone.page.goto(`${house.app.url}/enrollment/${id}`);
		await house.phone.page.getByRole('link', { name: /个人信息/ }).click();
		expect(await house.phone.page.getByLabel('姓名').inputValue()).toBe(who.name);
	});

	it('leaves no name, number or address in the raw files of the browser, in any encoding', async () => {
		await house.phone.context.close();
		const traces = searchRawBytes(house.phone.profile, [who.name, who.idNumber, '呈贡校区 3 栋', who.phone]);
		expect(traces.map(({ needle, encoding }) => ({ needle, encoding }))).toEqual([]);
		await house.phone.restart();
		await plant(house.phone, house.app.url, '明文对照');
		await house.phone.context.close();
		expect(searchRawBytes(house.phone.profile, ['明文对照']).length).toBeGreaterThan(0);
		await house.phone.restart();
	});

	it('signs in when the network is back, is bound to one person, claims the draft, and it is received', async () => {
		await house.app.startServer();
		const { page } = house.phone;
		await page.goto(`${house.app.url}/enrollment/${id}/status`);
		await page.getByRole('link', { name: '登录并送出' }).click();
		await signInWithCode(page, who.phone, house.app.codeFor);
		await bindAndClaim(page);
		await isAccepted(page);
	});

	it('is reviewed on a desk with the signature, the clauses and the trace beside the form, and approved', async () => {
		const { page } = house.desk;
		await openReview(house.desk, house.app);
		await page.getByRole('link', { name: new RegExp(who.name) }).click();
		await page.getByRole('img', { name: '已签的名字' }).waitFor();
		await page.getByText('我承诺自愿放弃享受参保资助对象参保政策').waitFor();
		await confirmApproval(page);
	});

	it('hears of it by itself, and is led through the steps of paying', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/enrollment/${id}/status`);
		await page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
		await page.getByRole('link', { name: '带我去缴费' }).click();
		await page.getByText('350').first().waitFor();
		await page.getByRole('button', { name: '我已缴费，查询结果' }).click();
		await page.getByText('税务还没有到账记录').waitFor();
		await page.goto(`${house.app.url}/enrollment/${id}/pay/check`);
		await page.getByText('国家税务总局云南省税务局第二税务分局').first().waitFor();
		for (const box of await page.getByRole('checkbox').all()) await box.check();
		await page.getByRole('button', { name: '都对上了，下一步' }).click();
		await page.getByText('微信二维码支付').first().waitFor();
	});

	it('pays at the tax bureau, and only then reads 参保成功, with receipt and record', async () => {
		const { page } = house.phone;
		const cashier = await openCashier(house.phone);
		await cashier.getByText('云南省本级医疗保障局').waitFor();
		await cashier.getByRole('link', { name: '下一步' }).click();
		await cashier.getByRole('link', { name: '确认缴款' }).click();
		await cashier.getByRole('button', { name: /微信支付/ }).click();
		await cashier.getByRole('heading', { name: '缴款成功' }).waitFor();
		await cashier.close();
		await page.goto(`${house.app.url}/enrollment/${id}/status`);
		await page.getByRole('heading', { name: '参保成功' }).waitFor();
		await page.goto(`${house.app.url}/enrollment/${id}/receipt`);
		await page.getByText('不能作为记账凭证').first().waitFor();
		await page.getByText('2023-01-01').first().waitFor();
		await page.getByRole('button', { name: '取来 PDF' }).click();
		const [saved] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: '保存到手机' }).click(),
		]);
		expect(saved.suggestedFilename()).toMatch(/\.pdf$/);
		const bytes = readFileSync(await saved.path());
		expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
		await page.goto(`${house.app.url}/enrollment/${id}/record`);
		await page.getByRole('link', { name: /城乡居民基本医疗保险费.*350 元/ }).waitFor();
	});

	it('shows it all again without a network, after the browser was closed', async () => {
		await house.app.stopServer();
		await house.phone.restart();
		await house.phone.page.goto(`${house.app.url}/enrollment/${id}/receipt`);
		await house.phone.page.getByText('不能作为记账凭证').first().waitFor();
		await house.app.startServer();
	});

	it('has written no personal data into the server\u2019s log', () => {
		const log = house.app.log();
		expect(log).toContain('"msg":"request"');
		for (const secret of [who.name, who.idNumber, who.phone, '呈贡校区', id])
			expect(log).not.toContain(secret);
	});
});
