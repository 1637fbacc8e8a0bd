/** The network at its worst, and a phone that two people use: nothing twice, nothing lost, nothing shown to the other. */
import { describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import {
	beginEnrollment,
	fillEnrollment,
	signInWithCode,
	signOut,
	submitEnrollment,
} from '../support/enrollment-flow.ts';
import { approve, bindAndClaim, isAccepted, openReview, pay, signInAt } from '../support/journeys.ts';

const who = anApplicant({ name: '试用同学', school: '云南财经大学' });
const exchange = '**/api/trpc/sync.exchange*';

const house = openHouse({ phone: aPhone, desk: aDesk });
let id = '';

describe('a bad network', () => {
	it('keeps everything behind a login page that answers instead of the server, and says so', async () => {
		const { page } = house.phone;
		id = await beginEnrollment(page, house.app.url, who.school);
		await fillEnrollment(page, who);
		await submitEnrollment(page, who.school);
		await page.getByRole('heading', { name: '登录' }).waitFor();
		await page.route(exchange, (route) =>
			route.fulfill({ status: 200, contentType: 'text/html', body: '<html>校园网登录</html>' }),
		);
		await signInWithCode(page, who.phone, house.app.codeFor);
		await bindAndClaim(page);
		await page.getByRole('heading', { name: '已保存，等待上传' }).waitFor();
		await page.getByText('网络需要先登录').first().waitFor();
		await page.goto(`${house.app.url}/sync`);
		await page.getByRole('link', { name: /提交登记.*待上传/ }).waitFor();
		await page.unroute(exchange);
	});

	it('submits once when every answer is lost and the page is reloaded in the middle', async () => {
		const { page } = house.phone;
		let lost = 0;
		await page.route(exchange, async (route) => {
			if (lost >= 2) return route.continue();
			lost += 1;
			await route.fetch();
			return route.abort('connectionreset');
		});
		await page.goto(`${house.app.url}/enrollment/${id}/status`);
		await page.getByRole('button', { name: '立即同步' }).last().click();
		await expect.poll(() => lost).toBeGreaterThan(0);
		await page.reload();
		await isAccepted(page);
		await page.unroute(exchange);
		await openReview(house.desk, house.app);
		const found = house.desk.page.getByRole('link', { name: new RegExp(who.name) });
		await found.waitFor();
		expect(await found.count()).toBe(1);
	});

	it('takes a callback that comes twice as one payment', async () => {
		await fetch(`${house.app.gatewayUrl}/admin/behaviour`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', authorization: 'Bearer demo-gateway-secret' },
			body: JSON.stringify({ callback: 'twice' }),
		});
		await approve(house.desk, who);
		await pay(house.phone, house.app, id);
		const { page } = house.phone;
		await page.goto(`${house.app.url}/enrollment/${id}/record`);
		await page.getByRole('link', { name: /350 元/ }).waitFor();
		expect(await page.getByRole('link', { name: /350 元/ }).count()).toBe(1);
	});
});

describe('a phone that two people use', () => {
	it('never shows one person’s records to the other, and gives them back to their owner', async () => {
		const { page } = house.phone;
		await signOut(page, house.app.url);
		await page.goto(`${house.app.url}/enrollment/${id}/record`);
		await page.waitForLoadState('networkidle');
		expect(await page.getByText(/350 元/).count()).toBe(0);
		await signInAt(page, house.app, { phone: '19000000004', next: '/drafts' });
		await page.getByRole('heading', { name: '我的参保' }).waitFor();
		await page.getByText('和**').first().waitFor();
		expect(await page.getByText('试***').count()).toBe(0);
		await signOut(page, house.app.url);
		await signInAt(page, house.app, { phone: who.phone, next: '/drafts' });
		await page.getByText('试***').first().waitFor();
		await page.goto(`${house.app.url}/enrollment/${id}/record`);
		await page.getByRole('link', { name: /350 元/ }).waitFor();
	});
});
