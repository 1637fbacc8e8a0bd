/** The network at its worst, and a phone that two people use: nothing twice, nothing lost, nothing shown to the other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPhone, startApp, type AppUnderTest, type Phone } from '../support/app-under-test.ts';
import {
	beginEnrollment,
	fillEnrollment,
	signInWithCode,
	signOut,
	submitEnrollment,
	type Applicant,
} from '../support/enrollment-flow.ts';
import { pictureOnFailure } from '../support/failure-picture.ts';

const who: Applicant = {
	name: '试用同学',
	idTyped: '53011220040507056X',
	phone: '13911112222',
	school: '云南财经大学',
	hasIdentity: false,
};
const exchange = '**/api/trpc/sync.exchange*';

let app: AppUnderTest;
let phone: Phone;
let desk: Phone;
let id = '';

pictureOnFailure(() => ({ phone, desk }));

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

async function signInAndBind(): Promise<void> {
	await signInWithCode(phone.page, who.phone, app.codeFor);
	await phone.page.getByRole('heading', { name: '先确认您是谁' }).waitFor();
	await phone.page.getByRole('button', { name: '确认，是我本人' }).click();
	await phone.page.getByRole('button', { name: /^认领 1 份/ }).click();
}

describe('a bad network', () => {
	it('keeps everything behind a login page that answers instead of the server, and says so', async () => {
		id = await beginEnrollment(phone.page, app.url, who.school);
		await fillEnrollment(phone.page, who);
		await submitEnrollment(phone.page, who.school);
		await phone.page.getByRole('heading', { name: '登录' }).waitFor();
		await phone.page.route(exchange, (route) =>
			route.fulfill({ status: 200, contentType: 'text/html', body: '<html>校园网登录</html>' }),
		);
		await signInAndBind();
		await phone.page.getByRole('heading', { name: '已保存，等待上传' }).waitFor();
		await phone.page.getByText('网络需要先登录').first().waitFor();
		await phone.page.goto(`${app.url}/sync`);
		await phone.page.getByRole('link', { name: /提交登记.*待上传/ }).waitFor();
		await phone.page.unroute(exchange);
	});

	it('submits once when every answer is lost and the page is reloaded in the middle', async () => {
		let lost = 0;
		await phone.page.route(exchange, async (route) => {
			if (lost >= 2) return route.continue();
			lost += 1;
			await route.fetch();
			return route.abort('connectionreset');
		});
		await phone.page.goto(`${app.url}/enrollment/${id}/status`);
		await phone.page.getByRole('button', { name: '立即同步' }).last().click();
		await expect.poll(() => lost).toBeGreaterThan(0);
		await phone.page.reload();
		await phone.page
			.getByText(/已受理/)
			.first()
			.waitFor();
		await phone.page.unroute(exchange);
		await desk.page.goto(`${app.url}/sign-in?next=${encodeURIComponent('/office/review')}`);
		await signInWithCode(desk.page, '19000000011', app.codeFor);
		await desk.page.getByRole('link', { name: new RegExp(who.name) }).waitFor();
		expect(await desk.page.getByRole('link', { name: new RegExp(who.name) }).count()).toBe(1);
	});

	it('takes a callback that comes twice as one payment', async () => {
		await fetch(`${app.gatewayUrl}/admin/behaviour`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: 'Bearer demo-gateway-secret' },
			body: JSON.stringify({ callback: 'twice' }),
		});
		await desk.page.getByRole('link', { name: new RegExp(who.name) }).click();
		await desk.page.getByRole('button', { name: '通过', exact: true }).click();
		await desk.page.getByRole('alertdialog').getByRole('button', { name: '通过', exact: true }).click();
		await phone.page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
		await phone.page.goto(`${app.url}/enrollment/${id}/pay/pay`);
		const payUrl = await phone.page.getByRole('link', { name: /演示/ }).first().getAttribute('href');
		const cashier = await phone.context.newPage();
		// A job carries the order over to the tax side, a moment after the approval.
		await expect
			.poll(async () => (await cashier.goto(`${payUrl}/methods`))?.status(), { timeout: 15_000 })
			.toBe(200);
		await cashier.getByRole('button', { name: /银联在线支付/ }).click();
		await cashier.getByRole('heading', { name: '缴款成功' }).waitFor();
		await cashier.close();
		await phone.page.goto(`${app.url}/enrollment/${id}/record`);
		await phone.page.getByRole('link', { name: /350 元/ }).waitFor();
		expect(await phone.page.getByRole('link', { name: /350 元/ }).count()).toBe(1);
	});
});

describe('a phone that two people use', () => {
	it('never shows one person’s records to the other, and gives them back to their owner', async () => {
		const { page } = phone;
		await signOut(page, app.url);
		await page.goto(`${app.url}/enrollment/${id}/record`);
		await page.waitForLoadState('networkidle');
		expect(await page.getByText('350').count()).toBe(0);
		await page.goto(`${app.url}/sign-in?next=/drafts`);
		await signInWithCode(page, '19000000004', app.codeFor);
		await page.getByRole('heading', { name: '我的参保' }).waitFor();
		await page.getByText('和**').first().waitFor();
		expect(await page.getByText('试***').count()).toBe(0);
		await signOut(page, app.url);
		await page.goto(`${app.url}/sign-in?next=/drafts`);
		await signInWithCode(page, who.phone, app.codeFor);
		await page.getByText('试***').first().waitFor();
		await page.goto(`${app.url}/enrollment/${id}/record`);
		await page.getByRole('link', { name: /350 元/ }).waitFor();
	});
});
