/** Makes the pictures of a drive on a volunteer's phone: `npm run docs:pictures` (needs a build and Chromium). */
import { mkdirSync } from 'node:fs';
import { startApp } from './app-under-test.ts';
import { openPhone } from './open-phone.ts';
import { anApplicant } from './applicant.ts';
import { drawSignature, pick, signInWithCode } from './enrollment-flow.ts';
import { wholeCopy } from './offline-copy.ts';
import { importRoster } from './roster.ts';
import {
	agreeAsStudent,
	asked,
	check,
	driveId,
	fill,
	openDrive,
	openVault,
	passphrase,
	seal,
	volunteerPhone,
} from './volunteer-flow.ts';

const folder = 'docs/pictures/drive';
mkdirSync(folder, { recursive: true });
const app = await startApp();
const phone = await openPhone();
const desk = await openPhone({ width: 1280, height: 800 });
const { page } = phone;
const shot = async (name: string) => {
	await page.waitForTimeout(400);
	await page.screenshot({ path: `${folder}/${name}.png` });
};

try {
	const college = '临床医学院';
	await importRoster(app, [
		{ studentNumber: '2022010101', name: '测试名册甲', college, className: '临床 2201' },
		{ studentNumber: '2022010102', name: '测试名册乙', college, className: '临床 2202' },
		{ studentNumber: '2022020101', name: '测试名册丙', college: '护理学院', className: '护理 2201' },
	]);
	const token = await openDrive(desk.page, app);
	const parts = [{ college, className: null }];
	await asked(desk.page, 'drive.chooseRoster', { driveId, parts, hasIdNumbers: false });
	await page.goto(`${app.url}/drive/join#t=${token}`);
	await page.getByRole('link', { name: '去登录' }).click();
	await signInWithCode(page, volunteerPhone, app.codeFor);
	await page.getByLabel('我已读完并作出以上承诺').check();
	await shot('join');
	await page.getByRole('button', { name: '签署并加入' }).click();
	await page.getByLabel('口令', { exact: true }).fill(passphrase);
	await page.getByLabel('再输一次口令').fill(passphrase);
	await shot('vault');
	await page.getByRole('button', { name: '设置并打开' }).click();
	await page.getByRole('button', { name: '下一位同学' }).waitFor();
	await wholeCopy(page);
	await app.stopServer();
	for (const hasIdentity of [false, true]) {
		await page.getByRole('button', { name: '下一位同学' }).click();
		await page.getByRole('heading', { name: '请同学本人看这一页' }).waitFor();
		if (!hasIdentity) await shot('consent');
		await agreeAsStudent(page);
		await pick(page, '临床医学院');
		await fill(page, anApplicant({ name: '测试同学', hasIdentity }));
		await page.evaluate(() => scrollTo(0, 0));
		if (!hasIdentity) await shot('fill');
		await check(page);
		if (!hasIdentity) await shot('check');
		if (hasIdentity) await drawSignature(page);
		await seal(page);
	}
	await shot('sealed');
	await page.getByRole('link', { name: '返回活动' }).last().click();
	await page.getByText('2 / 100 人').waitFor();
	await shot('home');
	await page.goto(`${app.url}/drive/${driveId}`);
	await page.getByLabel('口令').waitFor();
	await shot('locked');
	await openVault(page);
	await page.getByRole('button', { name: '看看是哪些人' }).click();
	await page.getByLabel('查找同学').fill('csmc');
	await page
		.getByRole('button', { name: /测试名册乙/ })
		.last()
		.waitFor();
	await page.getByText('名册里还没来的同学').first().scrollIntoViewIfNeeded();
	await shot('waiting');
	await page
		.getByRole('button', { name: /测试名册乙/ })
		.last()
		.click();
	await agreeAsStudent(page);
	await page.getByText('已按学校名册带出').waitFor();
	await page.evaluate(() => scrollTo(0, 0));
	await shot('from-roster');
	await page.goto(`${app.url}/drive`);
	await page.getByRole('button', { name: '更改口令' }).click();
	await shot('ways');
} finally {
	await Promise.all([phone.close(), desk.close()]);
	await app.stop();
}
