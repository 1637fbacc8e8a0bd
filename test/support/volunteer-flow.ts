/** What happens at a table of a drive, through the real screens; the school's side by its own calls. */
import type { Page } from 'playwright-core';
import type { AppUnderTest } from './app-under-test.ts';
import type { Applicant } from './applicant.ts';
import { choose, pick, signInWithCode } from './enrollment-flow.ts';
import { signInAt } from './journeys.ts';

export const driveId = '0193a000-0000-7000-8000-00000000d001';
export const passphrase = '操场边的三棵银杏树和一只猫';
export const witness = '见证人周周';
export const volunteerPhone = '19000000012';

/** As the school's own desk asks. */
export async function asked(admin: Page, path: string, input: unknown): Promise<unknown> {
	const answer = await admin.evaluate(
		async ([to, body]) => {
			const headers = { 'content-type': 'application/json' };
			const reply = await fetch(`/api/trpc/${to!}`, { method: 'POST', headers, body: body! });
			return (await reply.json()) as { result?: { data?: unknown } };
		},
		[path, JSON.stringify(input)],
	);
	if (!answer.result) throw new Error(`${path}: ${JSON.stringify(answer)}`);
	return answer.result.data;
}

/** The school's administrator signs in, opens a drive and invites; answers with the invitation's token. */
export async function openDrive(admin: Page, app: AppUnderTest): Promise<string> {
	await signInAt(admin, app, { phone: '19000000013', next: '/office' });
	await admin.waitForURL('**/office');
	const goals = ['临床医学院', '护理学院'].map((college) => ({ college, count: 100 }));
	await asked(admin, 'drive.open', {
		...{
			id: driveId,
			schemeId: 'yunnan-kunming-2023',
			title: '新生集中参保',
			place: '体育馆',
			day: '2022-10-15',
		},
		goals,
	});
	const invitation = (await asked(admin, 'drive.invite', { driveId, hours: 24, uses: 5 })) as {
		token: string;
	};
	return invitation.token;
}

/** On the volunteer's phone, from the invitation to the open vault. */
export async function joinDrive(page: Page, app: AppUnderTest, invitation: string): Promise<void> {
	await page.goto(`${app.url}/drive/join#t=${invitation}`);
	await page.getByRole('link', { name: '去登录' }).click();
	await signInWithCode(page, volunteerPhone, app.codeFor);
	await page.getByLabel('我已读完并作出以上承诺').check();
	await page.getByRole('button', { name: '签署并加入' }).click();
	await page.getByRole('heading', { name: '设置保险箱口令' }).waitFor();
	await page.getByLabel('口令', { exact: true }).fill(passphrase);
	await page.getByLabel('再输一次口令').fill(passphrase);
	await page.getByRole('button', { name: '设置并打开' }).click();
	await page.getByRole('heading', { name: '新生集中参保', level: 1 }).waitFor();
}

export async function agreeAsStudent(page: Page): Promise<void> {
	await page.getByRole('heading', { name: '请同学本人看这一页' }).waitFor();
	await page.getByLabel(/我同意为办理参保登记/).check();
	await page.getByRole('button', { name: '同意并继续' }).click();
}

export async function fill(page: Page, who: Applicant): Promise<void> {
	await page.getByRole('heading', { name: '录入', level: 1 }).waitFor();
	await page.getByLabel('姓名').fill(who.name);
	await page.getByLabel('证件号').fill(who.idTyped);
	await choose(page, '民族', '白族');
	await choose(page, '婚姻状态', '未婚');
	await page.getByLabel('居住地址').fill('呈贡校区 3 栋 412 室');
	await choose(page, '入学年份（年级）', '2022');
	await pick(page, who.hasIdentity ? /^残疾/ : /^没有/);
	if (who.hasIdentity) await fillIdentity(page);
	await pick(page, /^没有，或已办停保登记/);
}

async function fillIdentity(page: Page): Promise<void> {
	await pick(page, '云南');
	await pick(page, '参加大学生医保');
	await page.getByRole('button', { name: '医保区划' }).click();
	const sheet = page.getByRole('dialog', { name: '医保区划' });
	for (const place of ['云南省', '昆明市', '五华区']) await sheet.getByText(place, { exact: true }).click();
}

export async function check(page: Page): Promise<void> {
	await page.getByRole('button', { name: '填好了，请同学核对' }).click();
	await page.getByRole('heading', { name: '请同学本人核对' }).waitFor();
}

export async function seal(page: Page): Promise<void> {
	await page.getByLabel(/我是本人，以上内容我都看过/).check();
	await page.getByLabel('见证人姓名').fill(witness);
	await page.getByRole('button', { name: '确认并封存' }).click();
	await page.getByRole('heading', { name: '已封存', level: 1 }).waitFor();
}

/** The way to confirm is chosen. */
export async function sealForOwnPhone(page: Page): Promise<void> {
	await page.getByLabel(/我是本人，同意先把以上内容交给学校/).check();
	await page.getByRole('button', { name: '确认并封存' }).click();
	await page.getByRole('heading', { name: '已封存', level: 1 }).waitFor();
}

export const openVault = async (page: Page, words = passphrase) => {
	await page.getByLabel('口令').fill(words);
	await page.getByRole('button', { name: '打开', exact: true }).click();
};
