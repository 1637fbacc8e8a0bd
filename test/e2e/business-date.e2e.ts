/** The two clocks: rules follow the business date that the server holds, whatever year the phone thinks it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPhone, startApp, type AppUnderTest, type Phone } from '../support/app-under-test.ts';
import { pictureOnFailure } from '../support/failure-picture.ts';

let app: AppUnderTest;
let phone: Phone;

pictureOnFailure(() => ({ phone }));

beforeAll(async () => {
	app = await startApp();
	phone = await openPhone();
});

afterAll(async () => {
	await phone?.close();
	await app?.stop();
});

async function moveTo(date: string): Promise<void> {
	await phone.page.getByRole('button', { name: /演示日期/ }).click();
	const sheet = phone.page.getByRole('dialog');
	await sheet.locator('input[type=date]').fill(date);
	await sheet.getByRole('button', { name: '改到这一天' }).click();
	await sheet.getByText(`演示日期已改为 ${date}`).waitFor();
	await phone.page.goto(app.url);
}

describe('the business date', () => {
	it('stands on the screen and can be moved; with no scheme in force no old figure is shown', async () => {
		const { page } = phone;
		await page.goto(app.url);
		await page.getByText('2022-10-15').waitFor();
		await page.getByText('350').first().waitFor();
		await moveTo('2024-03-01');
		await page.getByText('现在没有生效的参保方案').waitFor();
		expect(await page.getByText('350').count()).toBe(0);
		expect(await page.getByRole('button', { name: '开始参保登记' }).count()).toBe(0);
	});

	it('is kept across a restart of the server, and known offline', async () => {
		const { page } = phone;
		await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
		await app.stopServer();
		await page.goto(app.url);
		await page.getByText('2024-03-01').first().waitFor();
		await app.startServer();
		await page.goto(app.url);
		await page.getByText('2024-03-01').first().waitFor();
		await moveTo('2022-10-15');
		await page.getByText('350').first().waitFor();
	});
});
