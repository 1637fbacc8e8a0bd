import type { Page } from 'playwright-core';

/** Moves the demo's business date as a person does: by the date on top of the screen. */
export async function moveBusinessDate(page: Page, date: string): Promise<void> {
	await page.getByRole('button', { name: /演示日期/ }).click();
	const sheet = page.getByRole('dialog');
	await sheet.locator('input[type=date]').fill(date);
	await sheet.getByRole('button', { name: '改到这一天' }).click();
	await sheet.getByText(`演示日期已改为 ${date}`).waitFor();
}
