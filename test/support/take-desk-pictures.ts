/** Makes the pictures of docs/claims.md, docs/outcomes.md and of the README's desks from the running app: `npm run docs:pictures` (needs a build and Chromium). */
import { mkdirSync } from 'node:fs';
import { changchun2023 } from '#shared/policy/changchun-2023/scheme.ts';
import { startApp } from './app-under-test.ts';
import { openPhone } from './open-phone.ts';
import { addTo, newClaim } from './claim-journey.ts';
import { beginEnrollment, signInWithCode } from './enrollment-flow.ts';
import { rosterCsv, rosterHeads, rosterRow } from './roster-files.ts';
import { putRosterIn, schoolPhone } from './roster-in-app.ts';
import { wholeCopy } from './offline-copy.ts';

const folder = 'docs/pictures';
mkdirSync(folder, { recursive: true });
const app = await startApp();
const desk = { width: 1280, height: 800 };
const phones = {
	phone: await openPhone(),
	paid: await openPhone(),
	reviewer: await openPhone(desk),
	clerk: await openPhone(desk),
	school: await openPhone(desk),
	consoleDesk: await openPhone({ width: 1280, height: 1400 }),
};
const { phone, paid, reviewer, clerk, school, consoleDesk } = phones;
const shot = async (name: string, from = phone) => {
	await from.page.waitForTimeout(400);
	await from.page.screenshot({ path: `${folder}/${name}.png` });
};
const signedIn = async ({ page }: typeof phone, number: string, next: string) => {
	await page.goto(`${app.url}/sign-in?next=${encodeURIComponent(next)}`);
	await signInWithCode(page, number, app.codeFor);
};
const accident = changchun2023.claims.kinds[2]!;
let count = 0;

/** A paper that says that it is none. */
async function photo(title = '样张') {
	const page = await reviewer.context.newPage();
	await page.setViewportSize({ width: 900, height: 1200 });
	await page.setContent(`<body style="margin:0;padding:90px;background:#8a7f70;font:34px/2 sans-serif">
		<div style="height:900px;padding:50px;background:#fffdf6;box-shadow:0 8px 40px #0008;transform:rotate(-1deg)">
		<h1 style="font-size:56px;text-align:center">${title}</h1><p>演示用样张，不是真实单据。</p>
		${'<hr style="margin:46px 0;border:0;border-top:2px solid #999">'.repeat(7)}</div>`);
	const buffer = await page.screenshot();
	await page.close();
	return { name: `照片${++count}.png`, mimeType: 'image/png', buffer };
}

async function takeClaim(): Promise<string> {
	const { page } = phone;
	await signedIn(phone, '19000000006', '/claims');
	await page.getByRole('heading', { name: '报销申请', level: 1 }).waitFor();
	const id = await newClaim(page, app.url, accident.title.zh);
	await page.getByLabel('费用总额（元）').fill('2000');
	await addTo(page, 'social-security-card', await photo('社会保障卡 正面'), await photo('社会保障卡 背面'));
	await page.locator('#social-security-card li').nth(1).waitFor();
	await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
	await shot('claim-form');
	await page.locator('#social-security-card').scrollIntoViewIfNeeded();
	await shot('claim-papers');
	for (const { key, label, onlyWithAgent } of accident.documents) {
		if (!onlyWithAgent && key !== 'social-security-card') await addTo(page, key, await photo(label.zh));
	}
	await page.getByRole('button', { name: /填“吉林银行”/ }).click();
	await page.getByText('材料齐了').waitFor();
	await page.getByRole('button', { name: '提交报销申请' }).click();
	await page.getByText(/全部材料都已收齐/).waitFor();
	await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
	await shot('claim-handed-in');
	return id;
}

async function takeReview(id: string): Promise<void> {
	const { page } = reviewer;
	await signedIn(reviewer, '19000000011', `/office/claims/${id}`);
	await page.getByRole('heading', { name: /于长宁/, level: 2 }).waitFor();
	await shot('claim-desk', reviewer);
}

async function takeMine(): Promise<void> {
	const { page } = paid;
	await signedIn(paid, '19000000003', '/me');
	await page.getByText('350 元').waitFor();
	await shot('me', paid);
	await page.goto(`${app.url}/feedback`);
	await page.getByLabel('缴费', { exact: true }).check();
	await page.getByLabel('内容').fill('回单上的所属期和通知里写的不一样，见截图。');
	await page
		.locator('input[type=file]')
		.setInputFiles([await photo('缴费电子回单'), await photo('缴费通知')]);
	await page.getByRole('button', { name: '看大图：图片 2' }).waitFor();
	await page.getByText(/^已保存在本机/).waitFor();
	await page.getByRole('button', { name: '添加图片' }).scrollIntoViewIfNeeded();
	await shot('feedback', paid);
	await wholeCopy(page);
	await app.stopServer();
	await beginEnrollment(page, app.url, '昆明医科大学');
	await page.goto(`${app.url}/sync/export`);
	await page.locator('h1').waitFor();
	await shot('rescue', paid);
	await app.startServer();
}

async function takeClerk(): Promise<void> {
	const { page } = clerk;
	await signedIn(clerk, '19000000014', '/office/orders');
	await page.locator('h1').waitFor();
	await page.getByRole('row').nth(1).waitFor();
	await shot('clerks-desk', clerk);
	await page.goto(`${app.url}/office/totals`);
	await page.locator('h1').waitFor();
	await shot('clerks-totals', clerk);
}

async function takeRoster(): Promise<void> {
	const { page } = school;
	await page.goto(`${app.url}/office/roster`);
	await page.getByRole('button', { name: '导入', exact: true }).click();
	const heads = [...rosterHeads.slice(0, 5), '专业班', ...rosterHeads.slice(6)];
	const rows = [
		...Array.from({ length: 40 }, (_, n) => rosterRow(n)),
		rosterRow(40, { 身份证号: '5.30102E+17' }),
	];
	const buffer = Buffer.from(rosterCsv(rows, 'gbk', heads));
	await page.locator('input[type=file]').setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer });
	await page.getByRole('button', { name: '应用到名册' }).waitFor();
	// The columns and what comes of them, in one look.
	await page.getByRole('heading', { name: '第一步：核对列' }).evaluate((heading) => heading.scrollIntoView());
	await shot('roster-desk', school);
}

async function takeConsole(): Promise<void> {
	const { page } = consoleDesk;
	await putRosterIn(app);
	await signedIn(consoleDesk, schoolPhone, '/office/school');
	await page.getByRole('button', { name: '临床医学院', exact: true }).click();
	await page.getByText('各学院去向').first().scrollIntoViewIfNeeded();
	await page.evaluate(() => window.scrollTo(0, 0));
	await shot('school-console', consoleDesk);
}

async function takeDrive(): Promise<void> {
	const { page } = school;
	await signedIn(school, '19000000013', '/office/drives');
	await page.getByRole('link', { name: /新生集中参保/ }).click();
	await page.getByRole('row').nth(1).waitFor();
	await shot('drive-desk', school);
}

try {
	await takeReview(await takeClaim());
	await takeMine();
	await takeClerk();
	await takeDrive();
	await takeRoster();
	await takeConsole();
} finally {
	for (const one of Object.values(phones)) await one.close();
	await app.stop();
}
