/** Changchun the whole way through the same app: form offline, register, the hold until the school has spoken, payment, late. */
import { beforeAll, describe, expect, it } from 'vitest';
import { changchunSchool, fillChangchunEnrollment } from '../support/changchun-flow.ts';
import { beginEnrollment, heading, signInWithCode, signOut } from '../support/enrollment-flow.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { openCashier } from '../support/journeys.ts';
import { moveBusinessDate } from '../support/business-date.ts';
import { wholeCopy } from '../support/offline-copy.ts';

/** Fifty characters with the dot and one beyond the Basic Multilingual Plane; an address that looks like markup. */
const who = {
	name: `𬭼买买提·${'阿不都热西提'.repeat(7)}江古丽`,
	address: '<img src=x onerror=alert(1)>',
	idTyped: '220104200405070401',
	phone: '13987650001',
};

const house = openHouse({ phone: aPhone, desk: aDesk }, {}, { isEmbedded: true });
let id = '';
let dialogs = 0;

beforeAll(async () => {
	house.phone.page.on('dialog', (dialog) => {
		dialogs++;
		void dialog.dismiss();
	});
	const entry = {
		idNumber: who.idTyped,
		schoolCode: 'cc-demo-university',
		studentNumber: '20220412',
		enrolled: true,
		graduatesOn: null,
	};
	await fetch(`${house.app.registersUrl}/admin/seed`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ schools: [entry] }),
	});
});

async function pay(record: string): Promise<void> {
	await house.phone.page.goto(`${house.app.url}/enrollment/${record}/pay/pay`);
	const cashier = await openCashier(house.phone, '/methods');
	await cashier.getByRole('button', { name: /微信支付/ }).click();
	await cashier.getByRole('heading', { name: '缴款成功' }).waitFor();
	await cashier.close();
}

/** Shown as typed, within the width of the phone, and no part of it ran. */
async function expectAsTyped(...texts: string[]): Promise<void> {
	const { page } = house.phone;
	for (const text of texts) await page.getByText(text, { exact: true }).first().waitFor();
	expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(390);
	expect(await page.locator('img[src=x]').count()).toBe(0);
	expect(dialogs).toBe(0);
}

const status = (record = id) => house.phone.page.goto(`${house.app.url}/enrollment/${record}/status`);

describe('a student in Changchun', () => {
	it('sees the amount with its part, the window, the hold for adults, and that the school is a demo', async () => {
		const { page } = house.phone;
		await page.goto(house.app.url);
		await page.getByRole('button', { name: '学校' }).first().click();
		await page
			.getByRole('dialog')
			.getByRole('button', { name: `${changchunSchool}（演示学校）` })
			.click();
		await page.getByText('320').first().waitFor();
		await page.getByText('其中长护险 10 元').waitFor();
		await page.getByText('年满 18 周岁，先别缴费').waitFor();
		await page.getByText('学生按自愿原则参保').waitFor();
		expect(await page.getByText('350').count()).toBe(0);
	});

	it('fills in and submits without a network: no letter, no question, one sentence on whose form it is', async () => {
		const { page } = house.phone;
		await wholeCopy(page);
		await house.app.stopServer();
		id = await beginEnrollment(page, house.app.url, changchunSchool);
		await page.getByText('这份表上的各项是本应用自己的').waitFor();
		await fillChangchunEnrollment(page, who);
		expect(await page.getByText('承诺书').count()).toBe(0);
		expect(await page.getByText('附加问题').count()).toBe(0);
		await page.getByRole('link', { name: '核对并提交' }).last().click();
		await heading(page, '核对并提交');
		await expectAsTyped(who.name, who.address);
		await page.getByRole('button', { name: '提交登记' }).click();
		await page.getByRole('heading', { name: '已保存，等待上传' }).waitFor();
		await expectAsTyped();
		expect(await page.getByRole('alertdialog').count()).toBe(0);
		await house.app.startServer();
	});

	it('is approved by the register’s answer alone, and told not to pay yet', async () => {
		const { page } = house.phone;
		await status();
		await page.getByRole('link', { name: '登录并送出' }).click();
		await signInWithCode(page, who.phone, house.app.codeFor);
		await page.getByRole('button', { name: '确认，是我本人' }).click();
		await page.getByRole('button', { name: /^认领 1 份/ }).click();
		await page.getByRole('heading', { name: '先不要缴费' }).waitFor();
		await page.getByText('学籍已核对').waitFor();
		await page.goto(`${house.app.url}/enrollment/${id}/pay`);
		await page.getByRole('heading', { name: '先不要缴费' }).waitFor();
		expect(await page.getByRole('button', { name: /已缴费/ }).count()).toBe(0);
		await page.goto(`${house.app.url}/enrollment/${id}/pay/pay`);
		await page.getByText('条件满足后再缴').waitFor();
		expect(await page.getByRole('link', { name: /演示/ }).count()).toBe(0);
	});

	it('may pay once the school has marked the one, and then all others at once', async () => {
		const { page } = house.desk;
		await page.goto(`${house.app.url}/sign-in?next=${encodeURIComponent('/office/school')}`);
		await signInWithCode(page, '19000000015', house.app.codeFor);
		await page.getByText('等待在平台登记（3 人）').waitFor();
		const mark = async () => {
			await page.getByRole('button', { name: '标记“已在平台登记”' }).click();
			await page.getByRole('alertdialog').getByRole('button', { name: '已在平台登记', exact: true }).click();
		};
		await page.getByRole('checkbox', { name: /20220412/ }).check();
		await mark();
		await status();
		await house.phone.page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
		await page.getByText('等待在平台登记（2 人）').waitFor();
		await page.getByRole('checkbox', { name: '全选' }).check();
		await mark();
		await page.getByText('已标记 2 人').waitFor();
		await page.getByText('等待在平台登记').waitFor({ state: 'hidden' });
	});

	it('finds every channel of the document, pays, and is insured for the year', async () => {
		const { page } = house.phone;
		await page.goto(`${house.app.url}/enrollment/${id}/pay`);
		await page.getByText('缴费渠道').click();
		await page.getByText('吉林税务社保缴费（支付宝小程序）').waitFor();
		expect(await page.getByText(/柜台窗口/).count()).toBe(14);
		await pay(id);
		await status();
		await page.getByRole('heading', { name: '参保成功' }).waitFor();
		await page.goto(`${house.app.url}/enrollment/${id}/record`);
		await page.getByText('2023-01-01').first().waitFor();
		await page.getByText('2023-12-31').first().waitFor();
		await expectAsTyped();
		await page.goto(`${house.app.url}/enrollment/${id}/receipt`);
		await expectAsTyped(who.name);
	});
});

describe('somebody under 18 in Changchun', () => {
	it('sees no hold; after the window the wait and what it takes for granted, before paying and after', async () => {
		const { page } = house.phone;
		await signOut(page, house.app.url);
		await page.goto(`${house.app.url}/sign-in?next=/drafts`);
		await signInWithCode(page, '19000000007', house.app.codeFor);
		await page.getByRole('link', { name: /宋\*\*/ }).click();
		await page.getByRole('heading', { name: '您还需要缴费' }).waitFor();
		const own = new URL(page.url()).pathname.split('/')[2]!;
		await moveBusinessDate(page, '2023-02-01');
		await status(own);
		await page.getByText('已过集中预缴期，仍可以办').waitFor();
		await page.getByText('待遇从 2023-05-02 到 2023-12-31').waitFor();
		await page
			.getByText(/缴费当日为第1日/)
			.first()
			.waitFor();
		await pay(own);
		await page.goto(`${house.app.url}/enrollment/${own}/record`);
		await page.getByText('2023-05-02').first().waitFor();
		await page.getByText('90 天').first().waitFor();
		await page
			.getByText(/缴费当日为第1日/)
			.first()
			.waitFor();
	});
});
