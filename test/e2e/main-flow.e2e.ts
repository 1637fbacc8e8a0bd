/** The main job from the first visit to 参保成功: offline, restart, sign, sync, review, pay. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPhone, startApp, type AppUnderTest, type Phone } from '../support/app-under-test.ts';
import {
	beginEnrollment,
	fillEnrollment,
	signInWithCode,
	submitEnrollment,
	type Applicant,
} from '../support/enrollment-flow.ts';
import { searchRawBytes } from '../support/profile-search.ts';
import { plant } from '../support/plant.ts';
import { pictureOnFailure } from '../support/failure-picture.ts';

const who: Applicant = {
	name: '测试同学',
	idTyped: '５３０１１２ 2004０５０７ 048x',
	phone: '13987654321',
	school: '昆明医科大学',
	hasIdentity: true,
};

pictureOnFailure(() => ({ phone, desk }));

let app: AppUnderTest;
let phone: Phone;
let desk: Phone;
let id = '';

beforeAll(async () => {
	app = await startApp();
	phone = await openPhone();
	desk = await openPhone({ width: 1280, height: 800 });
});

afterAll(async () => {
	await phone?.close();
	await desk?.close();
	await app?.stop();
});

describe('a student on a bad network', () => {
	it('opens the app once; the network goes; the whole form is filled in, signed and submitted', async () => {
		await phone.page.goto(app.url);
		await phone.page.getByRole('heading', { level: 1 }).waitFor();
		await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
		await app.stopServer();
		id = await beginEnrollment(phone.page, app.url, who.school);
		await fillEnrollment(phone.page, who);
		await submitEnrollment(phone.page, who.school);
		await phone.page.getByRole('heading', { name: '已保存，等待上传' }).waitFor();
	});

	it('finds everything again after the browser was closed, still without a network', async () => {
		await phone.restart();
		await phone.page.goto(`${app.url}/drafts`);
		await phone.page.getByText('仅在本机').waitFor();
		await phone.page.goto(`${app.url}/enrollment/${id}`);
		await phone.page.getByRole('link', { name: /个人信息/ }).click();
		expect(await phone.page.getByLabel('姓名').inputValue()).toBe(who.name);
	});

	it('leaves no name, number or address in the raw files of the browser, in any encoding', async () => {
		await phone.context.close();
		const traces = searchRawBytes(phone.profile, [
			who.name,
			'53011220040507048X',
			'呈贡校区 3 栋',
			who.phone,
		]);
		expect(traces.map(({ needle, encoding }) => ({ needle, encoding }))).toEqual([]);
		await phone.restart();
		await plant(phone, app.url, '明文对照');
		await phone.context.close();
		expect(searchRawBytes(phone.profile, ['明文对照']).length).toBeGreaterThan(0);
		await phone.restart();
	});

	it('signs in when the network is back, is bound to one person, claims the draft, and it is received', async () => {
		await app.startServer();
		const { page } = phone;
		await page.goto(`${app.url}/enrollment/${id}/status`);
		await page.getByRole('link', { name: '登录并送出' }).click();
		await signInWithCode(page, who.phone, app.codeFor);
		await page.getByRole('heading', { name: '先确认您是谁' }).waitFor();
		await page.getByRole('button', { name: '确认，是我本人' }).click();
		await page.getByRole('button', { name: /^认领 1 份/ }).click();
		await page
			.getByText(/已受理/)
			.first()
			.waitFor();
	});

	it('is reviewed on a desk with the signature, the clauses and the trace beside the form, and approved', async () => {
		const { page } = desk;
		await page.goto(`${app.url}/sign-in?next=${encodeURIComponent('/office/review')}`);
		await signInWithCode(page, '19000000011', app.codeFor);
		await page.getByRole('link', { name: new RegExp(who.name) }).click();
		await page.getByRole('img', { name: '已签的名字' }).waitFor();
		await page.getByText('我承诺自愿放弃享受参保资助对象参保政策').waitFor();
		await page.getByRole('button', { name: '通过', exact: true }).click();
		await page.getByRole('alertdialog').getByRole('button', { name: '通过', exact: true }).click();
		await page.getByText('已通过，缴费单已生成').waitFor();
	});

	it('hears of it by itself, and is led through the steps of paying', async () => {
		const { page } = phone;
		await page.goto(`${app.url}/enrollment/${id}/status`);
		await page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
		await page.getByRole('link', { name: '带我去缴费' }).click();
		await page.getByText('350').first().waitFor();
		await page.getByRole('button', { name: '我已缴费，查询结果' }).click();
		await page.getByText('税务还没有到账记录').waitFor();
		await page.goto(`${app.url}/enrollment/${id}/pay/check`);
		await page.getByText('国家税务总局云南省税务局第二税务分局').first().waitFor();
		for (const box of await page.getByRole('checkbox').all()) await box.check();
		await page.getByRole('button', { name: '都对上了，下一步' }).click();
		await page.getByText('微信二维码支付').first().waitFor();
	});

	it('pays at the tax bureau, and only then reads 参保成功, with receipt and record', async () => {
		const { page } = phone;
		const cashier = await phone.context.newPage();
		const payUrl = (await page.getByRole('link', { name: /演示/ }).first().getAttribute('href'))!;
		// A job carries the order over to the tax side, within seconds of the approval.
		await expect.poll(async () => (await cashier.goto(payUrl))?.status(), { timeout: 15_000 }).toBe(200);
		await cashier.getByText('云南省本级医疗保障局').waitFor();
		await cashier.getByRole('link', { name: '下一步' }).click();
		await cashier.getByRole('link', { name: '确认缴款' }).click();
		await cashier.getByRole('button', { name: /微信支付/ }).click();
		await cashier.getByRole('heading', { name: '缴款成功' }).waitFor();
		await cashier.close();
		await page.goto(`${app.url}/enrollment/${id}/status`);
		await page.getByRole('heading', { name: '参保成功' }).waitFor();
		await page.goto(`${app.url}/enrollment/${id}/receipt`);
		await page.getByText('不能作为记账凭证').first().waitFor();
		await page.getByText('2023-01-01').first().waitFor();
		await page.goto(`${app.url}/enrollment/${id}/record`);
		await page.getByRole('link', { name: /城乡居民基本医疗保险费.*350 元/ }).waitFor();
	});

	it('shows it all again without a network, after the browser was closed', async () => {
		await app.stopServer();
		await phone.restart();
		await phone.page.goto(`${app.url}/enrollment/${id}/receipt`);
		await phone.page.getByText('不能作为记账凭证').first().waitFor();
		await app.startServer();
	});

	it('has written no personal data into the server\u2019s log', () => {
		const log = app.log();
		expect(log).toContain('"msg":"request"');
		for (const secret of [who.name, '53011220040507048X', who.phone, '呈贡校区', id])
			expect(log).not.toContain(secret);
	});
});
