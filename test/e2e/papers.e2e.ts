/** 回单 and 承诺书 as PDF: fetched once, then opened and saved without a network; a scanned code says what stands there. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectNoFaultsInAnyLook } from '../support/axe.ts';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import { signOut } from '../support/enrollment-flow.ts';
import { signInAt } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';

/** 段青禾 has paid; 林小禾 has signed. */
const paid = { phone: '19000000003', here: '/enrollment/01840000-0000-7000-8000-000000000203' };
const signed = { phone: '19000000001', here: '/enrollment/01840000-0000-7000-8000-000000000201' };
const house = openHouse({ phone: aPhone, other: aPhone });

async function fetchFrom(page: Page, { phone, here }: typeof paid): Promise<void> {
	await signInAt(page, house.app, { phone, next: `${here}/status` });
	await page.getByRole('link', { name: /承诺书与回单/ }).click();
	await page.getByRole('heading', { name: '承诺书与回单', level: 1 }).waitFor();
	await page.getByText('还没存在本机').waitFor();
	await page.getByRole('button', { name: '取来 PDF' }).click();
	await page.getByText('没有网络也能打开').waitFor();
}

/** What is saved on tapping 保存. */
async function saved(page: Page): Promise<{ name: string; bytes: Buffer }> {
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: '保存到手机' }).click(),
	]);
	return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe('papers', () => {
	it('are where a person looks, fetched once, and say so', async () => {
		const { page } = house.phone;
		await fetchFrom(house.other.page, signed);
		await fetchFrom(page, paid);
		await expectNoFaultsInAnyLook(page);
		await page.goto(`${house.app.url}${paid.here}/receipt`);
		await page.getByText('没有网络也能打开').waitFor();
		await page.goto(`${house.app.url}${paid.here}/pay`);
		await page.getByRole('link', { name: /承诺书与回单/ }).waitFor();
	});

	it('open without a network, after a restart of the page', async () => {
		const [{ page }, other] = [house.phone, house.other];
		await wholeCopy(page);
		await wholeCopy(other.page);
		await house.app.stopServer();
		await page.goto(`${house.app.url}${paid.here}/papers`);
		await other.page.goto(`${house.app.url}${signed.here}/papers`);
		const letter = await saved(other.page);
		const receipt = await saved(page);
		expect(letter.name).toBe('承诺书.pdf');
		expect(receipt.name).toBe('缴费电子回单.pdf');
		for (const { bytes } of [letter, receipt]) {
			expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
			expect(bytes.subarray(-6).toString('latin1')).toContain('%%EOF');
		}
		expect(receipt.bytes.equals(letter.bytes)).toBe(false);
		// 打开 leads to the very same bytes, in a tab of its own.
		const open = page.getByRole('link', { name: '打开', exact: true });
		expect(await open.getAttribute('href')).toMatch(/^blob:/);
		expect(await open.getAttribute('target')).toBe('_blank');
		await house.app.startServer();
	});

	it('print without what only a screen needs', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}${paid.here}/receipt`);
		await page.getByText('不能作为记账凭证').first().waitFor();
		await page.emulateMedia({ media: 'print' });
		expect(await page.getByRole('link', { name: '保存到手机' }).isVisible()).toBe(false);
		expect(await page.getByRole('button', { name: /打印/ }).isVisible()).toBe(false);
		expect(await page.getByText('不能作为记账凭证').first().isVisible()).toBe(true);
		await page.emulateMedia({ media: null });
	});

	it('are nobody’s after signing out', async () => {
		const { page } = house.other;
		await signOut(page, house.app.url);
		await page.goto(`${house.app.url}${signed.here}/papers`);
		await page.getByText('还没有').first().waitFor();
		expect(await page.getByRole('link', { name: '保存到手机' }).count()).toBe(0);
		// The phone is nobody's at once; the server hears of it as soon as the network carries it.
		const letter = `${house.app.url}/api/papers/letters/${signed.here.split('/').at(-1)}`;
		await expect.poll(async () => (await page.request.get(letter)).status()).toBe(401);
	});
});
