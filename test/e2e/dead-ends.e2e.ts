/** Every lawful end that is not a payment: its words, its clause, and the way on. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { moveBusinessDate } from '../support/business-date.ts';
import { changchunSchool, fillChangchunEnrollment, fillHardship } from '../support/changchun-flow.ts';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import { beginEnrollment, choose, giveConsent, goOn, heading, pick } from '../support/enrollment-flow.ts';

const house = openHouse({ phone: aPhone });
let yunnan = '';
let changchun = '';

/** The clause behind a sentence is one tap away, and nothing reaches beyond the screen. */
async function expectCited(page: Page): Promise<void> {
	await page.locator('h1').first().waitFor();
	await page.getByRole('button', { name: /^依据/ }).first().click();
	await page.getByRole('dialog').getByText('出自').first().waitFor();
	await page.keyboard.press('Escape');
	expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
}

async function openInsured(page: Page): Promise<void> {
	await page.goto(`${house.app.url}/enrollment/${yunnan}/insured/now`);
	await heading(page, '您现在有别的医保吗？');
}

beforeAll(async () => {
	const { page } = house.phone;
	yunnan = await beginEnrollment(page, house.app.url, '昆明医科大学');
	await page.goto(`${house.app.url}/enrollment/${yunnan}/consent?next=identity/kind`);
	await giveConsent(page);
	await heading(page, '您有这些身份吗？');
	changchun = await beginEnrollment(page, house.app.url, changchunSchool);
	await fillChangchunEnrollment(page, {
		name: '测试去处',
		idTyped: '220104200406010507',
		phone: '13987650002',
	});
	await heading(page, '参保登记');
});

describe('a lump sum', () => {
	it('that ends before the year covers nothing of it: the student is told to go on as any other', async () => {
		const { page } = house.phone;
		await openInsured(page);
		await pick(page, /趸缴/);
		await choose(page, '趸缴到哪一年', '2022');
		await page.getByText('趸缴到 2022 年，不包含 2023 年度').waitFor();
		await goOn(page);
		await heading(page, '参保登记');
		expect(await page.getByText('看接下来怎么办').count()).toBe(0);
	});

	it('that covers the year leaves nothing to do and nothing to pay, and can be taken back', async () => {
		const { page } = house.phone;
		await openInsured(page);
		await choose(page, '趸缴到哪一年', '2023');
		await goOn(page);
		await heading(page, '您已趸缴，今年不用再办');
		await page.getByText('这里不用登记，也不用缴费').waitFor();
		await expectCited(page);
		await page.getByRole('link', { name: '不对，修改参保情况' }).click();
		await heading(page, '您现在有别的医保吗？');
		await pick(page, '没有，或已办停保登记');
		await goOn(page);
	});
});

describe('the place of identity', () => {
	it('ends a Yunnan enrollment with advice, not with an error', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/enrollment/${yunnan}/identity/kind`);
		await fillHardship(page, { kind: /^残疾/, certifiedIn: '云南', chooses: '在身份认定地参加城乡居民医保' });
		await heading(page, '请到身份认定地参保');
		await page.getByText('享受身份认定资助参保政策').waitFor();
		await page.getByText('原文没有给出咨询电话').waitFor();
		await expectCited(page);
		expect(await page.getByRole('alert').count()).toBe(0);
	});

	it.each([
		['吉林省内', '困难人员的,可选择在身份认定地参保缴费'],
		['吉林省外', '省外民政或乡村振兴部门认定'],
	])(
		'ends a Changchun enrollment with the clause for one certified %s, and whom to ask',
		async (place, clause) => {
			const { page } = house.phone;
			await page.goto(`${house.app.url}/enrollment/${changchun}/identity/kind`);
			await fillHardship(page, { kind: /^低保/, certifiedIn: place, chooses: '在身份认定地参保' });
			await heading(page, '请到身份认定地参保');
			await page.getByRole('button', { name: /^依据/ }).first().click();
			await page.getByRole('dialog').getByText(clause).waitFor();
			await page.keyboard.press('Escape');
			await page.getByText('医保经办机构', { exact: true }).click();
			const call = page.getByRole('link', { name: '拨打长春市 0431-81110067' });
			expect(await call.getAttribute('href')).toBe('tel:0431-81110067');
			await page.getByRole('link', { name: '改主意，重新选择' }).click();
			await heading(page, '您选择在哪里参保？');
		},
	);

	it('leaves a student who chose the school’s place the advice of the own scheme, not of another', async () => {
		const { page } = house.phone;
		await pick(page, '在学籍地参保');
		await goOn(page);
		await page.getByRole('link', { name: '核对并提交' }).last().click();
		await heading(page, '核对并提交');
		await page.getByText('提交登记').waitFor();
		expect(await page.getByText('大学生医保：不享受资助').count()).toBe(0);
	});
});

describe('the dates', () => {
	it('after Changchun’s window enrolling goes on, with the wait and what it takes for granted', async () => {
		const { page } = house.phone;
		await moveBusinessDate(page, '2023-02-01');
		await page.goto(house.app.url);
		await choose(page, '学校', changchunSchool);
		await page.getByText('已过集中预缴期，仍可以办').waitFor();
		await page.getByText('待遇从 2023-05-02 到 2023-12-31').waitFor();
		await page.getByText(/缴费当日为第1日/).waitFor();
		await choose(page, '学校', '昆明医科大学');
		await page.getByText('原文未给截止日期').waitFor();
		expect(await page.getByText('已过集中预缴期').count()).toBe(0);
	});

	it('so late that nothing of the year is left, it says so before anybody pays', async () => {
		const { page } = house.phone;
		await moveBusinessDate(page, '2023-10-03');
		await page.goto(house.app.url);
		await choose(page, '学校', changchunSchool);
		await page.getByText('现在缴费，没有这一年的待遇').waitFor();
	});

	it.each([
		['2022-09-30', '这个方案从 2022-10-01 起才能办'],
		['2024-03-01', '这个方案到 2023-12-31 为止'],
	])('on %s a draft of Changchun stays readable and cannot be submitted', async (date, words) => {
		const { page } = house.phone;
		await moveBusinessDate(page, date);
		await page.goto(`${house.app.url}/enrollment/${changchun}/check`);
		await page.getByText(words).waitFor();
		await page.getByText('测试去处').first().waitFor();
		expect(await page.getByRole('button', { name: '提交登记' }).count()).toBe(0);
		await expectCited(page);
	});

	it.each(['2022-08-31', '2024-03-01'])(
		'on %s no scheme is in force: no old figure, drafts one tap away',
		async (date) => {
			const { page } = house.phone;
			await moveBusinessDate(page, date);
			await page.goto(house.app.url);
			await heading(page, '现在没有生效的参保方案');
			expect(await page.getByText(/350|320/).count()).toBe(0);
			await page.getByRole('link', { name: '我的参保' }).click();
			await page.getByText('昆明医科大学 · 2023').waitFor();
		},
	);

	it('before Changchun’s first day only Yunnan is offered', async () => {
		const { page } = house.phone;
		await moveBusinessDate(page, '2022-09-15');
		await page.goto(house.app.url);
		await page.getByRole('button', { name: '学校' }).first().click();
		const sheet = page.getByRole('dialog', { name: '学校' });
		await sheet.getByRole('button', { name: '昆明医科大学' }).waitFor();
		expect(await sheet.getByText('演示学校').count()).toBe(0);
		await page.keyboard.press('Escape');
		await moveBusinessDate(page, '2022-10-15');
	});
});
