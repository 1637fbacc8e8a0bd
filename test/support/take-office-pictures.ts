/** Makes the pictures of docs/offices.md from the running app: `npm run docs:pictures` (needs a build and Chromium). */
import { mkdirSync } from 'node:fs';
import { anApplicant } from './applicant.ts';
import { startApp } from './app-under-test.ts';
import { openPhone } from './open-phone.ts';
import { signInWithCode } from './enrollment-flow.ts';

const folder = 'docs/pictures/office';
mkdirSync(folder, { recursive: true });
const app = await startApp();
const desk = { width: 1280, height: 900 };
const desks = {
	reviewer: await openPhone(desk),
	clerk: await openPhone(desk),
	school: await openPhone(desk),
	auditor: await openPhone({ width: 1280, height: 1200 }),
};
type Desk = (typeof desks)[keyof typeof desks];

async function signedIn({ page }: Desk, number: string, next: string): Promise<void> {
	await page.goto(`${app.url}/sign-in?next=${encodeURIComponent(next)}`);
	await signInWithCode(page, number, app.codeFor);
	await page.waitForURL((url) => url.pathname !== '/sign-in');
	await page.locator('h1').waitFor();
}

async function shot({ page }: Desk, name: string): Promise<void> {
	await page.waitForTimeout(600);
	await page.screenshot({ path: `${folder}/${name}.png` });
}

async function open(from: Desk, path: string, name: string): Promise<void> {
	await from.page.goto(`${app.url}${path}`);
	await from.page.locator('h1').waitFor();
	await shot(from, name);
}

async function takeWindow(): Promise<void> {
	const { page } = desks.reviewer;
	const who = anApplicant();
	await signedIn(desks.reviewer, '19000000011', '/office/window');
	await page.getByRole('button', { name: '学校', exact: true }).click();
	await page.getByRole('dialog').getByText('昆明医科大学').click();
	await page.getByLabel('姓名').fill(who.name);
	await page.getByLabel('证件号').fill(who.idTyped);
	await page.getByLabel('手机号').fill(who.phone);
	await page.getByLabel('为什么到窗口办理').fill('本人手机不能用小程序');
	await page.evaluate(() => window.scrollTo(0, 0));
	await shot(desks.reviewer, 'window');
	await page.goto(`${app.url}/office/review`);
	await page.getByText('统计', { exact: true }).first().click();
	await shot(desks.reviewer, 'review-statistics');
	await open(desks.reviewer, '/office/record', 'record');
	await open(desks.reviewer, '/office/feedback', 'feedback');
}

async function takeMoney(): Promise<void> {
	await signedIn(desks.clerk, '19000000014', '/office/open');
	await shot(desks.clerk, 'money-open');
	await open(desks.clerk, '/office/statements', 'statements');
}

async function takeSchool(): Promise<void> {
	await signedIn(desks.school, '19000000013', '/office/school?view=students');
	await desks.school.page.getByRole('checkbox').nth(1).waitFor();
	await shot(desks.school, 'school-students');
	const { page } = desks.school;
	await page.getByRole('checkbox').nth(1).check();
	await page.getByRole('button', { name: '记录去向（1）' }).click();
	await page.getByRole('radio', { name: '异地参保' }).check();
	await page.getByRole('radio', { name: '参保凭证' }).check();
	await page.getByLabel('参保地').fill('吉林省延吉市');
	await page.locator('input[type=file]:not([capture])').setInputFiles('docs/pictures/receipt.png');
	await page.getByText('凭证已上传').scrollIntoViewIfNeeded();
	await shot(desks.school, 'school-scan');
}

async function takeAuditor(): Promise<void> {
	const { page } = desks.auditor;
	await signedIn(desks.auditor, '19000000017', '/office/audit');
	await page.getByRole('row').nth(1).waitFor();
	await shot(desks.auditor, 'audit');
}

try {
	await takeWindow();
	await takeMoney();
	await takeSchool();
	await takeAuditor();
} finally {
	for (const one of Object.values(desks)) await one.close();
	await app.stop();
}
