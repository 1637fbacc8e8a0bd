/** The two clocks: rules follow the business date that the server holds, whatever year the phone thinks it is. */
import { describe, expect, it } from 'vitest';
import { moveBusinessDate } from '../support/business-date.ts';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import { wholeCopy } from '../support/offline-copy.ts';

const house = openHouse({ phone: aPhone });

async function moveTo(date: string): Promise<void> {
	await moveBusinessDate(house.phone.page, date);
	await house.phone.page.goto(house.app.url);
}

describe('the business date', () => {
	it('stands on the screen and can be moved; with no scheme in force no old figure is shown', async () => {
		const { page } = house.phone;
		await page.goto(house.app.url);
		await page.getByText('2022-10-15').waitFor();
		await page.getByText('350').first().waitFor();
		await moveTo('2024-03-01');
		await page.getByText('现在没有生效的参保方案').waitFor();
		await page.goto(`${house.app.url}/guide/yunnan-kunming-2023/money`);
		await page.getByText('今天是 2024-03-01，这份文件只管', { exact: false }).waitFor();
		await page.goto(house.app.url);
		await page.getByText('现在没有生效的参保方案').waitFor();
		expect(await page.getByText('350').count()).toBe(0);
		expect(await page.getByRole('button', { name: '开始参保登记' }).count()).toBe(0);
	});

	it('is kept across a restart of the server, and known offline', async () => {
		const { page } = house.phone;
		await wholeCopy(page);
		await house.app.stopServer();
		await page.goto(house.app.url);
		await page.getByText('2024-03-01').first().waitFor();
		await house.app.startServer();
		await page.goto(house.app.url);
		await page.getByText('2024-03-01').first().waitFor();
		await moveTo('2022-10-15');
		await page.getByText('350').first().waitFor();
	});
});
