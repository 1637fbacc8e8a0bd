/** The guide: drawn at build time, read and searched without a network; calculators give the contract's worked results. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { citedSchemes } from '#shared/policy/cited-schemes.ts';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import { wholeCopy } from '../support/offline-copy.ts';

const house = openHouse({ phone: aPhone, fresh: aPhone });

async function open(path: string): Promise<Page> {
	const { page } = house.phone;
	await page.goto(house.app.url + path);
	await page.locator('h1').waitFor();
	// The bar stands only on a page that has come alive.
	await page.getByRole('button', { name: /演示日期/ }).waitFor();
	return page;
}

async function calculate(kind: string, fill: (page: Page) => Promise<void>): Promise<Page> {
	const page = await open(`/guide/changchun-2023/calculator/${kind}`);
	await fill(page);
	await page.getByRole('button', { name: '算一算' }).click();
	return page;
}

/** Opens every chip of the page, and answers with the numbers of the clauses that rise. */
async function numbersOn(page: Page): Promise<string[]> {
	return page.evaluate(async () => {
		const drawn = () => new Promise((resolve) => setTimeout(resolve));
		const numbers: string[] = [];
		for (const chip of document.querySelectorAll<HTMLElement>('main button[aria-label^="依据"]')) {
			chip.click();
			// The clauses come with the first chip that is opened.
			let clauses: Element[] = [];
			for (let tries = 0; clauses.length === 0 && tries < 2_000; tries++) {
				await drawn();
				clauses = [...document.querySelectorAll('dialog[open] article h3 .number')];
			}
			numbers.push(...clauses.map(({ textContent }) => textContent));
			document.querySelector<HTMLDialogElement>('dialog[open]')?.close();
			await drawn();
		}
		return numbers;
	});
}

/** Facts of the scheme that no chip of these pages opens. */
function unreachable(facts: string[], pages: Map<string, string[]>): string[] {
	const reached = new Set([...pages.values()].flat());
	return facts.filter((id) => !reached.has(id));
}

describe('the guide', () => {
	it('has its text in the page before any script runs', async () => {
		const answer = await fetch(`${house.app.url}/guide/yunnan-kunming-2023/money`);
		const text = await answer.text();
		expect(text).toContain('交多少钱');
		expect(text).toContain('个人 320 元，补助 580 元');
	});

	it('opens without a network on a phone that has only seen the start page', async () => {
		const { page, context } = house.fresh;
		await page.goto(house.app.url);
		await page.locator('h1').waitFor();
		await wholeCopy(page);
		await context.setOffline(true);
		for (const path of [
			'changchun-2023/dates',
			'changchun-2023/calculator/major-illness',
			'yunnan-kunming-2023',
		]) {
			await page.goto(`${house.app.url}/guide/${path}`);
			await page.getByRole('button', { name: /演示日期/ }).waitFor();
			expect(await page.getByText('这一页还没有存到手机上').count()).toBe(0);
		}
		await page.goto(`${house.app.url}/guide/changchun-2023/calculator/major-illness`);
		await page.getByLabel(/自付合规费用/).fill('30000');
		await page.getByRole('button', { name: '算一算' }).click();
		await page.getByRole('status').getByText('11600', { exact: true }).waitFor();
		await context.setOffline(false);
	});

	it('is reached from the start page, and back leads where one came from', async () => {
		const page = await open('/');
		await page.getByRole('link', { name: /^办事指南/ }).click();
		await page.getByRole('heading', { name: '云南·昆明', level: 1 }).waitFor();
		await page
			.getByRole('link', { name: /^交多少钱/ })
			.first()
			.click();
		await page.getByRole('heading', { name: '交多少钱', level: 1 }).waitFor();
		await page.getByRole('link', { name: '云南·昆明', exact: true }).click();
		await page.getByRole('heading', { name: '云南·昆明', level: 1 }).waitFor();
		await page.getByRole('link', { name: '返回', exact: true }).click();
		await page.getByRole('heading', { name: '2023 年度 大学生医保参保' }).waitFor();
	});

	it('opens, searches and quotes without a network after one visit', async () => {
		const { page } = house.phone;
		await wholeCopy(page);
		await house.app.stopServer();
		await open('/guide');
		await page.getByRole('searchbox').fill('交钱');
		await page.getByText('缴费', { exact: true }).first().waitFor();
		expect(await page.locator('mark').count()).toBeGreaterThan(0);
		await page
			.getByRole('link', { name: /怎么缴费/ })
			.first()
			.click();
		await page.getByRole('heading', { name: '怎么缴费', level: 1 }).waitFor();
		await page.getByRole('button', { name: /^依据/ }).first().click();
		const sheet = page.getByRole('dialog');
		await sheet.getByText('通过“云南省电子税务局”微信公众号、一部手机办事通缴纳', { exact: false }).waitFor();
		expect(await sheet.getByText('云医保中心函〔2022〕126号', { exact: true }).count()).toBe(1);
	});

	it('calculates a major illness band by band, and keeps the amount out of the address', async () => {
		const page = await calculate('major-illness', (form) =>
			form.getByLabel(/自付合规费用/).fill('３０，０００'),
		);
		await page.getByRole('status').getByText('11600', { exact: true }).waitFor();
		await page.getByText('以经办机构核定为准', { exact: true }).waitFor();
		const rows = await page.locator('tbody tr').allInnerTexts();
		expect(rows.map((row) => row.match(/\d+%?/g)!.slice(-3))).toEqual([
			['10000', '60%', '6000'],
			['8000', '70%', '5600'],
			['0', '80%', '0'],
		]);
		expect(await page.getByRole('img', { name: /^分段图/ }).count()).toBe(1);
		expect(page.url()).not.toContain('30');
	});

	it('shows both readings of an accident’s sentence', async () => {
		const page = await calculate('accident-outpatient', (form) =>
			form.getByLabel(/合规医疗费用/).fill('2000'),
		);
		await page.getByRole('status').getByText('1520–1600', { exact: true }).waitFor();
		await page.getByText('1900 × 80% = 1520 元').waitFor();
		await page.getByText('2000 × 80% = 1600 元').waitFor();
	});

	it('tells when benefits start after a late payment', async () => {
		const page = await calculate('coverage', (form) => form.getByLabel('缴费日期').fill('2023-02-01'));
		await page.getByRole('status').getByText('2023-05-02', { exact: true }).waitFor();
		await page.getByText('2023-02-01 + 90 天 = 2023-05-02').waitFor();
		await page.getByText('到 2023-12-31 为止').waitFor();
	});

	it('says beside the field what is wrong with an amount, and calculates nothing', async () => {
		const page = await calculate('inpatient', (form) => form.getByLabel(/合规医疗费用/).fill('-5'));
		await page.getByText('金额不能是负数').waitFor();
		await page.getByText('请选择医院等级').waitFor();
		expect(await page.getByRole('status').count()).toBe(0);
		await page.getByText('市级医院').click();
		await page.getByLabel(/合规医疗费用/).fill('10000');
		await page.getByRole('button', { name: '算一算' }).click();
		await page.getByRole('status').getByText('6240–8640', { exact: true }).waitFor();
	});

	it('says why nothing is calculated where the document gives no rates', async () => {
		const page = await open('/guide/yunnan-kunming-2023/calculator');
		await page.getByText('文件没有写云南的报销比例', { exact: false }).waitFor();
		expect(await page.getByRole('link', { name: /能报多少/ }).count()).toBe(0);
	});

	it('dials a clear number by one tap, and an unclear one only after its source', async () => {
		const page = await open('/guide/changchun-2023/contacts');
		expect(await page.getByRole('link', { name: /拨打长春市/ }).getAttribute('href')).toBe(
			'tel:0431-81110067',
		);
		expect(await page.getByRole('link', { name: /公主岭园区/ }).count()).toBe(0);
		await page.getByRole('button', { name: /公主岭园区/ }).click();
		const sheet = page.getByRole('dialog', { name: '先核对号码' });
		await sheet.getByText('公主岭园区043午5160215').waitFor();
		expect(await sheet.getByRole('link', { name: /仍要拨打/ }).getAttribute('href')).toBe('tel:0434-5160215');
	});

	it('prints a page with the numbers of its clauses in place of the chips', async () => {
		const page = await open('/guide/changchun-2023/claims');
		await page.emulateMedia({ media: 'print' });
		expect(await page.getByRole('button', { name: /^依据/ }).count()).toBe(0);
		await page.getByText('[C17]').first().waitFor();
		await page.emulateMedia({ media: 'screen' });
	});

	for (const { id, facts } of citedSchemes) {
		it(`opens every fact of ${id} by a chip`, async () => {
			const contents = await open(`/guide/${id}`);
			const links = await contents
				.locator(`main a[href^="/guide/${id}/"]`)
				.evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
			const pages = new Map<string, string[]>();
			// Among all clauses every fact stands by itself: that would prove nothing.
			for (const path of new Set(links.filter((link) => !link.endsWith('/clauses')))) {
				pages.set(path, await numbersOn(await open(path)));
			}
			expect(unreachable(Object.keys(facts), pages)).toEqual([]);
			// Planted: with a section gone, its facts are missed.
			const section = `/guide/${id}/${id === 'changchun-2023' ? 'contacts' : 'stop'}`;
			expect(pages.delete(section)).toBe(true);
			expect(unreachable(Object.keys(facts), pages)).not.toEqual([]);
		});
	}
});
