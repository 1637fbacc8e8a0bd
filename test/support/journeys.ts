/** Whole stretches of the way through the real screens, for tests that begin where such a stretch ends. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { AppUnderTest } from './app-under-test.ts';
import type { Phone } from './open-phone.ts';
import type { Applicant } from './applicant.ts';
import type { Screen } from './engines/screen.ts';
import { beginEnrollment, fillEnrollment, signInWithCode, submitEnrollment } from './enrollment-flow.ts';

const reviewerPhone = '19000000011';

/** Opens the sign-in page and signs in; ends on `next`, or on what sign-in still asks (binding, claiming). */
export async function signInAt(
	page: Page,
	app: AppUnderTest,
	account: { phone: string; next: string },
): Promise<void> {
	await page.goto(`${app.url}/sign-in?next=${encodeURIComponent(account.next)}`);
	await signInWithCode(page, account.phone, app.codeFor);
}

/** After the first sign-in: is this person, and takes the one draft of the phone. */
export async function bindAndClaim(page: Screen): Promise<void> {
	await page.getByRole('heading', { name: '先确认您是谁' }).waitFor();
	await page.getByRole('button', { name: '确认，是我本人' }).click();
	await page.getByRole('button', { name: /^认领 1 份/ }).click();
}

export async function isAccepted(page: Screen): Promise<void> {
	await page
		.getByText(/已受理/)
		.first()
		.waitFor();
}

/** From the first visit to 已受理 on the status page, with a phone where nobody is signed in; answers with the id. */
export async function submittedBy(phone: Phone, app: AppUnderTest, who: Applicant): Promise<string> {
	const { page } = phone;
	const id = await beginEnrollment(page, app.url, who.school);
	await fillEnrollment(page, who);
	await submitEnrollment(page, who.school);
	await signInWithCode(page, who.phone, app.codeFor);
	await bindAndClaim(page);
	await isAccepted(page);
	return id;
}

export async function openReview(desk: Phone, app: AppUnderTest): Promise<void> {
	await signInAt(desk.page, app, { phone: reviewerPhone, next: '/office/review' });
}

/** With the review desk open: this person's case is approved, and an order is made. */
export async function approve(desk: Phone, who: Pick<Applicant, 'name'>): Promise<void> {
	const { page } = desk;
	await page.getByRole('link', { name: new RegExp(who.name) }).click();
	await confirmApproval(page);
}

/** On a case's page. */
export async function confirmApproval(page: Page): Promise<void> {
	// A register's answer is a new evaluation, and only the newest can be approved.
	await page.getByRole('button', { name: '通过', exact: true }).waitFor();
	await page.getByText('正在核实').first().waitFor({ state: 'hidden' });
	await page.getByRole('button', { name: '通过', exact: true }).click();
	await page.getByRole('alertdialog').getByRole('button', { name: '通过', exact: true }).click();
	await page.getByText('已通过，缴费单已生成').waitFor();
}

/** Opens the tax side's own page for the order that the payment page of this phone leads to, once the order is there. */
export async function openCashier(phone: Phone, path = ''): Promise<Page> {
	const payUrl = await phone.page.getByRole('link', { name: /演示/ }).first().getAttribute('href');
	const cashier = await phone.context.newPage();
	// A job carries the order over to the tax side, a moment after the approval.
	await expect.poll(async () => (await cashier.goto(payUrl + path))?.status()).toBe(200);
	return cashier;
}

/** Pays an approved enrollment at the tax bureau's page in one step. */
export async function pay(phone: Phone, app: AppUnderTest, id: string): Promise<void> {
	await phone.page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
	await phone.page.goto(`${app.url}/enrollment/${id}/pay/pay`);
	const cashier = await openCashier(phone, '/methods');
	await cashier.getByRole('button', { name: /银联在线支付/ }).click();
	await cashier.getByRole('heading', { name: '缴款成功' }).waitFor();
	await cashier.close();
}
