/** Makes the pictures of docs/when-it-goes-wrong.md from the running app: `npm run docs:pictures` (needs a build and Chromium). */
import { mkdirSync } from 'node:fs';
import { startApp } from './app-under-test.ts';
import { openPhone } from './open-phone.ts';
import { anApplicant } from './applicant.ts';
import { moveBusinessDate } from './business-date.ts';
import { changchunSchool, fillHardship } from './changchun-flow.ts';
import {
	beginEnrollment,
	choose,
	fillEnrollment,
	giveConsent,
	goOn,
	heading,
	pick,
	signInWithCode,
	submitEnrollment,
} from './enrollment-flow.ts';

const folder = 'docs/pictures';
mkdirSync(folder, { recursive: true });
const app = await startApp();
const phones = { paying: await openPhone(), held: await openPhone(), asking: await openPhone() };
const { paying, held, asking } = phones;
const shot = async (name: string, { page } = paying) => {
	await page.waitForTimeout(400);
	await page.screenshot({ path: `${folder}/trouble-${name}.png` });
};
const admin = (address: string, body: object) =>
	fetch(address, {
		method: 'POST',
		headers: { authorization: 'Bearer demo-gateway-secret' },
		body: JSON.stringify(body),
	});
/** The demo's student who has to pay, and the one in Changchun who must not yet. */
const toPay = { phone: '19000000002', id: '01840000-0000-7000-8000-000000000202' };
const heldPhone = '19000000006';

async function takePayments() {
	const { page } = paying;
	await page.goto(`${app.url}/sign-in?next=/enrollment/${toPay.id}/pay/pay`);
	await signInWithCode(page, toPay.phone, app.codeFor);
	await page.getByRole('link', { name: /演示/ }).first().waitFor();
	await admin(`${app.gatewayUrl}/admin/behaviour`, { deduction: 'fails' });
	const payUrl = await page.getByRole('link', { name: /演示/ }).first().getAttribute('href');
	const cashier = await paying.context.newPage();
	await cashier.goto(`${payUrl}/methods`);
	await cashier.getByRole('button', { name: /微信支付/ }).click();
	await cashier.getByText('扣款失败').first().waitFor();
	await cashier.close();
	await page.goto(`${app.url}/enrollment/${toPay.id}/status`);
	await heading(page, '扣款没有成功');
	await shot('failed');
	await page.getByRole('link', { name: '看看怎么办' }).click();
	await page.getByText('取消缴款', { exact: true }).first().waitFor();
	await shot('two-ways');
}

async function takeHold() {
	const { page } = held;
	await page.goto(`${app.url}/sign-in?next=/drafts`);
	await signInWithCode(page, heldPhone, app.codeFor);
	await page.getByText('先不要缴费').first().click();
	await heading(page, '先不要缴费');
	await shot('hold', held);
}

async function takeRegister() {
	const { page } = asking;
	const who = anApplicant();
	const insurance = [
		{
			idNumber: who.idNumber,
			insured: 'active-elsewhere',
			lumpSumThrough: null,
			place: '大理州医保',
		},
	];
	await admin(`${app.registersUrl}/admin/seed`, { insurance });
	await beginEnrollment(page, app.url, who.school);
	await fillEnrollment(page, who);
	await submitEnrollment(page, who.school);
	await signInWithCode(page, who.phone, app.codeFor);
	await page.getByRole('button', { name: '确认，是我本人' }).click();
	await page.getByRole('button', { name: /^认领 1 份/ }).click();
	await page
		.getByText(/医保登记 · 大理州医保/)
		.first()
		.waitFor();
	await shot('insured-elsewhere', asking);
	await page.getByRole('link', { name: '看怎样办停保登记' }).click();
	await page
		.getByText(/不会影响当年/)
		.first()
		.waitFor();
	await shot('stop', asking);
}

async function takeDeadEnds() {
	const { page } = asking;
	const id = await beginEnrollment(page, app.url, '昆明医科大学');
	await page.goto(`${app.url}/enrollment/${id}/consent?next=identity/kind`);
	await giveConsent(page);
	await fillHardship(page, { kind: /^残疾/, certifiedIn: '云南', chooses: '在身份认定地参加城乡居民医保' });
	await heading(page, '请到身份认定地参保');
	await shot('identity-place', asking);
	await page.goto(`${app.url}/enrollment/${id}/insured/now`);
	await heading(page, '您现在有别的医保吗？');
	await pick(page, /趸缴/);
	await choose(page, '趸缴到哪一年', '2023');
	await goOn(page);
	await heading(page, '您已趸缴，今年不用再办');
	await shot('lump-sum', asking);
	await moveBusinessDate(page, '2023-02-01');
	await page.goto(app.url);
	await choose(page, '学校', changchunSchool);
	await page.getByText('已过集中预缴期，仍可以办').waitFor();
	await shot('after-window', asking);
	await moveBusinessDate(page, '2024-03-01');
	await page.goto(app.url);
	await page.getByText('2024-03-01').first().waitFor();
	await shot('no-scheme', asking);
}

try {
	await takePayments();
	await takeHold();
	await takeRegister();
	await takeDeadEnds();
} finally {
	for (const phone of Object.values(phones)) await phone.close();
	await app.stop();
}
