/** Makes the pictures of the README from the running app: `npm run docs:pictures` (needs a build and Chromium). */
import { mkdirSync } from 'node:fs';
import { startApp } from './app-under-test.ts';
import { openPhone } from './open-phone.ts';
import { anApplicant } from './applicant.ts';
import { beginEnrollment, fillEnrollment, signInWithCode, submitEnrollment } from './enrollment-flow.ts';
import { wholeCopy } from './offline-copy.ts';

const folder = 'docs/pictures';
const who = anApplicant({ name: '测试同学', idNumber: '53011220040507048X', hasIdentity: true });

mkdirSync(folder, { recursive: true });
const app = await startApp();
const phone = await openPhone();
const desk = await openPhone({ width: 1280, height: 800 });
const shot = async (name: string, from = phone) => {
	await from.page.waitForTimeout(400);
	await from.page.screenshot({ path: `${folder}/${name}.png` });
};

try {
	await phone.page.goto(app.url);
	await phone.page.locator('h1').waitFor();
	await wholeCopy(phone.page);
	// The desk has been nowhere yet: it keeps nothing to open without a server.
	await desk.page.goto(`${app.url}/gallery`);
	for (const colorScheme of ['light', 'dark'] as const) {
		await desk.page.emulateMedia({ colorScheme });
		await desk.page.waitForTimeout(800);
		await desk.page.screenshot({ path: `${folder}/gallery-${colorScheme}.png`, fullPage: true });
	}
	await desk.page.emulateMedia({ colorScheme: 'light' });
	await app.stopServer();
	const id = await beginEnrollment(phone.page, app.url, who.school);
	await phone.page.goto(app.url);
	await shot('start');
	await phone.page.getByRole('button', { name: /^依据/ }).first().click();
	await shot('citation');
	await phone.page.goto(`${app.url}/guide/changchun-2023/dates`);
	await shot('guide-dates');
	await phone.page.goto(`${app.url}/guide`);
	await phone.page.getByRole('searchbox').fill('报销');
	await shot('guide-search');
	await phone.page.goto(`${app.url}/guide/changchun-2023/calculator/major-illness`);
	await phone.page.getByLabel(/自付合规费用/).fill('30000');
	await phone.page.getByRole('button', { name: '算一算' }).click();
	await shot('calculator');
	await phone.page.goto(`${app.url}/enrollment/${id}`);
	await fillEnrollment(phone.page, who);
	await shot('tasks-offline');
	await phone.page.goto(`${app.url}/enrollment/${id}/identity/choice`);
	await shot('identity');
	await phone.page.goto(`${app.url}/enrollment/${id}/letter`);
	await phone.page.locator('h1').waitFor();
	await shot('letter');
	await phone.page.goto(`${app.url}/enrollment/${id}`);
	await app.startServer();
	await phone.page.goto(`${app.url}/enrollment/${id}`);
	await submitEnrollment(phone.page, who.school);
	await signInWithCode(phone.page, who.phone, app.codeFor);
	await phone.page.getByRole('button', { name: '确认，是我本人' }).click();
	await phone.page.getByRole('button', { name: /^认领 1 份/ }).click();
	await phone.page
		.getByText(/已受理/)
		.first()
		.waitFor();
	await shot('status');
	await desk.page.goto(`${app.url}/sign-in?next=${encodeURIComponent('/office/review')}`);
	await signInWithCode(desk.page, '19000000011', app.codeFor);
	await desk.page.getByRole('link', { name: new RegExp(who.name) }).click();
	await desk.page.getByRole('img', { name: '已签的名字' }).waitFor();
	await shot('review', desk);
	await desk.page.getByRole('button', { name: '通过', exact: true }).click();
	await desk.page.getByRole('alertdialog').getByRole('button', { name: '通过', exact: true }).click();
	await phone.page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
	await shot('to-pay');
	await phone.page.goto(`${app.url}/enrollment/${id}/pay/check`);
	await phone.page.getByRole('checkbox').first().check();
	await shot('pay-check');
	await phone.page.goto(`${app.url}/enrollment/${id}/pay/pay`);
	const payUrl = await phone.page.getByRole('link', { name: /演示/ }).first().getAttribute('href');
	const cashier = await phone.context.newPage();
	for (let tries = 0; tries < 40; tries++) {
		if ((await cashier.goto(`${payUrl}/methods`))?.ok()) break;
		await cashier.waitForTimeout(250);
	}
	await cashier
		.getByRole('button', { name: /微信支付/ })
		.first()
		.click();
	await cashier.close();
	await phone.page.goto(`${app.url}/enrollment/${id}/status`);
	await phone.page.getByRole('heading', { name: '参保成功' }).waitFor();
	await shot('insured');
	await phone.page.goto(`${app.url}/enrollment/${id}/receipt`);
	await phone.page.getByText('不能作为记账凭证').first().waitFor();
	await shot('receipt');
} finally {
	await phone.close();
	await desk.close();
	await app.stop();
}
