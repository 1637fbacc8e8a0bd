/** What a student does with thumbs, through the real screens. */
import type { Page } from 'playwright-core';
import type { Applicant } from './applicant.ts';
import type { Screen } from './engines/screen.ts';

export async function choose(page: Screen, label: string, option: string): Promise<void> {
	await page.getByRole('button', { name: label }).first().click();
	const sheet = page.getByRole('dialog', { name: label });
	await sheet.getByRole('button', { name: option }).first().click();
}

export async function pick(page: Screen, option: string | RegExp): Promise<void> {
	await page.getByRole('radio', { name: option }).first().check();
}

export async function goOn(page: Screen): Promise<void> {
	await page.getByRole('button', { name: /^(保存并继续|完成这一项)$/ }).click();
}

export async function heading(page: Screen, text: string): Promise<void> {
	await page.getByRole('heading', { name: text, level: 1 }).waitFor();
}

/** From the start page to the task list; answers with the draft's id. */
export async function beginEnrollment(page: Screen, url: string, school: string): Promise<string> {
	await page.goto(url);
	await choose(page, '学校', school);
	await page.getByRole('button', { name: '开始参保登记' }).click();
	await heading(page, '参保登记');
	return (await page.evaluate(() => location.pathname)).split('/')[2]!;
}

export async function giveConsent(page: Screen): Promise<void> {
	await heading(page, '填写之前，请先同意');
	await page.getByLabel(/我同意为办理参保登记/).check();
	await page.getByRole('button', { name: '同意并继续' }).click();
}

export async function fillPerson(
	page: Screen,
	who: Pick<Applicant, 'name' | 'idTyped' | 'phone'>,
): Promise<void> {
	await heading(page, '姓名和证件');
	await page.getByLabel('姓名').fill(who.name);
	await pick(page, /^居民身份证/);
	await page.getByLabel('证件号').fill(who.idTyped);
	await goOn(page);
	await heading(page, '性别和手机号');
	await pick(page, '女');
	await page.getByLabel('手机号').fill(who.phone);
	await goOn(page);
	await heading(page, '民族和婚姻状态');
	await choose(page, '民族', '白族');
	await choose(page, '婚姻状态', '未婚');
	await goOn(page);
}

export async function fillAddress(page: Screen, address = '呈贡校区 3 栋 412 室'): Promise<void> {
	await heading(page, '居住地址');
	await page.getByLabel('居住地址').fill(address);
	await goOn(page);
	await heading(page, '户口');
	await goOn(page);
}

async function fillStudy(page: Screen): Promise<void> {
	await heading(page, '年级和学制');
	await choose(page, '入学年份（年级）', '2022');
	await choose(page, '学制（年）', '5年');
	await goOn(page);
	await heading(page, '学号和生源');
	await page.getByLabel('学号').fill('20220412');
	await pick(page, '省外');
	await goOn(page);
}

async function fillIdentity(page: Screen, hasIdentity: boolean): Promise<void> {
	await heading(page, '您有这些身份吗？');
	await pick(page, hasIdentity ? /^残疾/ : /^没有/);
	await goOn(page);
	if (!hasIdentity) return;
	await heading(page, '身份在哪里认定的？');
	await pick(page, '云南');
	await goOn(page);
	await heading(page, '您选择在哪里参保？');
	await pick(page, '参加大学生医保');
	await goOn(page);
}

export async function chooseDivision(page: Screen): Promise<void> {
	await heading(page, '医保区划');
	await page.getByRole('button', { name: '医保区划' }).click();
	const sheet = page.getByRole('dialog', { name: '医保区划' });
	for (const place of ['云南省', '昆明市', '五华区']) await sheet.getByText(place, { exact: true }).click();
	await goOn(page);
}

/** A new draft that stands at a step, the consent given; answers with its id. */
export async function beginAtStep(page: Screen, url: string, school: string, step: string): Promise<string> {
	const id = await beginEnrollment(page, url, school);
	await page.getByRole('link', { name: '继续：个人信息' }).click();
	await giveConsent(page);
	await heading(page, '姓名和证件');
	await page.goto(`${url}/enrollment/${id}/${step}`);
	return id;
}

/** Draws on the pad as a finger would: down, some moves, up; twice. */
export async function drawSignature(page: Screen): Promise<void> {
	const pad = page.locator('canvas');
	await pad.scrollIntoViewIfNeeded();
	const box = (await pad.boundingBox())!;
	for (const start of [0.25, 0.55]) {
		await page.mouse.move(box.x + box.width * start, box.y + box.height * 0.3);
		await page.mouse.down();
		for (let i = 1; i <= 8; i++) {
			await page.mouse.move(box.x + box.width * (start + i * 0.02), box.y + box.height * (0.3 + i * 0.05));
		}
		await page.mouse.up();
	}
	await page.getByRole('button', { name: '签好了' }).click();
}

/** From the task list to where everything can be submitted. */
export async function fillEnrollment(page: Screen, who: Applicant): Promise<void> {
	await page.getByRole('link', { name: '继续：个人信息' }).click();
	await giveConsent(page);
	await fillForm(page, who);
	if (!who.hasIdentity) return;
	await page.getByRole('link', { name: '继续：承诺书' }).click();
	await chooseDivision(page);
	await heading(page, '承诺书');
	await drawSignature(page);
	await heading(page, '参保登记');
}

/** From the first step, the consent given, to the task list with nothing open but the letter. */
export async function fillForm(page: Screen, who: Applicant): Promise<void> {
	await fillPerson(page, who);
	await page.getByRole('link', { name: '继续：住址与户籍' }).click();
	await fillAddress(page);
	await page.getByRole('link', { name: '继续：学籍信息' }).click();
	await fillStudy(page);
	await page.getByRole('link', { name: '继续：特殊人员身份' }).click();
	await fillIdentity(page, who.hasIdentity);
	await page.getByRole('link', { name: '继续：现在的参保情况' }).click();
	await heading(page, '您现在有别的医保吗？');
	await pick(page, '没有，或已办停保登记');
	await goOn(page);
	await heading(page, '参保登记');
}

/** Check-answers page, the school's question, submit. */
export async function submitEnrollment(page: Screen, school: string): Promise<void> {
	await page.getByRole('link', { name: '核对并提交' }).last().click();
	await heading(page, '核对并提交');
	await page.getByRole('button', { name: '提交登记' }).click();
	const question = page.getByRole('alertdialog', { name: `你确定是${school}的在校大学生吗？` });
	await question.getByRole('button', { name: '确定' }).click();
}

/** Signs in with a one-time code. What follows (binding, claiming) is the caller's. */
export async function signInWithCode(
	page: Screen,
	phone: string,
	codeFor: (phone: string) => Promise<string>,
): Promise<void> {
	await page.getByLabel('手机号').fill(phone);
	await page.getByRole('button', { name: '获取验证码' }).click();
	await page.getByText('验证码已发送').waitFor();
	await page.getByLabel('验证码', { exact: true }).fill(await codeFor(phone));
	await page.getByRole('button', { name: '登录', exact: true }).click();
}

/** Signs out by the account page, and waits until it is done: the app then stands on the start page. */
export async function signOut(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/account`);
	await page.getByRole('button', { name: '退出登录' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click();
	await page.waitForURL(`${url}/`);
	await page.goto(`${url}/account`);
	await page.getByRole('heading', { name: '还没有登录' }).waitFor();
}
