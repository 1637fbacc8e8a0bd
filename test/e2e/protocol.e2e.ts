/** The protocol in a real browser: a network torn at random, an app that is too old, and silence when there is nothing to do. */
import type { Page, Request } from 'playwright-core';
import { oldestProtocolVersion, protocolVersion } from '#shared/protocol/version.ts';
import { describe, expect, it } from 'vitest';
import { anApplicant } from '../support/applicant.ts';
import { expectNoFaults } from '../support/axe.ts';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import { beginAtStep } from '../support/enrollment-flow.ts';
import { signInAt } from '../support/journeys.ts';
import { writeOnTornNetwork } from '../support/torn-network.ts';

const who = anApplicant();
/** Has an account, and a draft or none. */
const account = '19000000004';
const exchange = '**/api/trpc/sync.exchange*';
const house = openHouse({ phone: aPhone, other: aPhone });
const at = (path: string) => house.app.url + path;
let draft = '';

const isSynced = async (page: Page) => {
	await page.goto(at('/sync'));
	await page.getByRole('button', { name: '立即同步' }).last().click();
	await page.getByText('没有等待上传的内容').waitFor();
};

const addressOn = async (page: Page) => {
	await page.goto(at(`/enrollment/${draft}/address/living`));
	return page.getByLabel('居住地址').inputValue();
};

describe('a network that is torn at random', () => {
	it('ends equal on both sides, with nothing lost, after half a minute of it', async () => {
		const { page, context } = house.phone;
		await signInAt(page, house.app, { phone: account, next: '/drafts' });
		await page.getByRole('heading', { name: '我的参保' }).waitFor();
		draft = await beginAtStep(page, house.app.url, who.school, 'address/living');
		await page.getByLabel('居住地址').waitFor();
		const torn = await writeOnTornNetwork(context, page, { seed: 7, forMs: 30_000 });
		// A run without a fault would prove nothing.
		expect(torn.fates['not-sent'] + torn.fates['answer-lost']).toBeGreaterThan(0);
		await isSynced(page);
		expect(await addressOn(page)).toBe(torn.last);
		const other = house.other.page;
		await signInAt(other, house.app, { phone: account, next: '/drafts' });
		await other.getByRole('heading', { name: '我的参保' }).waitFor();
		await isSynced(other);
		expect(await addressOn(other)).toBe(torn.last);
		expect(await other.getByText('两台设备同时改了').count()).toBe(0);
	});
});

describe('a phone with nothing to do', () => {
	it('makes no request but the stream of pokes, which stays open', async () => {
		const { page } = house.phone;
		await isSynced(page);
		await page.waitForLoadState('load');
		await page.waitForTimeout(4_000);
		const made: string[] = [];
		const note = (request: Request) => made.push(new URL(request.url()).pathname);
		page.on('request', note);
		await page.waitForTimeout(15_000);
		expect(made).toEqual([]);
		// The listener hears: what the person asks for is a request.
		await page.getByRole('button', { name: '立即同步' }).last().click();
		await expect.poll(() => made).toContain('/api/trpc/sync.exchange');
		page.off('request', note);
	});
});

describe('an app that is too old', () => {
	it('only shows, says why in plain words, keeps what is unsent, and goes on after the update', async () => {
		const { page } = house.phone;
		await page.goto(at(`/enrollment/${draft}/address/living`));
		await page.route(exchange, (route) => route.abort());
		await page.getByLabel('居住地址').fill('更新之前写的');
		await page.locator('[data-save=saved]').waitFor();
		await page.unroute(exchange);
		// As an app from before the oldest that is still taken would call.
		await page.route(exchange, (route) => {
			const said = route.request().postDataJSON() as { v: number };
			const behind = protocolVersion - oldestProtocolVersion + 1;
			return route.continue({ postData: JSON.stringify({ ...said, v: said.v - behind }) });
		});
		await page.goto(at('/sync'));
		await page.getByRole('button', { name: '立即同步' }).last().click();
		await page.getByText('这个版本太旧了').waitFor();
		await page.getByText('版本太旧，更新后继续').first().waitFor();
		await expectNoFaults(page);
		await page
			.getByRole('link', { name: /参保登记|待上传/ })
			.first()
			.waitFor();
		await page.unroute(exchange);
		await page.getByRole('button', { name: '更新后继续' }).click();
		await page.getByText('没有等待上传的内容').waitFor();
		await expect.poll(() => addressOn(house.other.page)).toBe('更新之前写的');
	});
});
