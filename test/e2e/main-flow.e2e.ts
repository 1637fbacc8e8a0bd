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
		await phone.page.getByRole('heading', { name: '登录' }).waitFor();
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
});
