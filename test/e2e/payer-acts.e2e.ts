/** What a payer does beside paying: giving up, making void, declaring again, and paying for somebody else. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectNoFaults } from '../support/axe.ts';
import { aPhone, openHouse } from '../support/e2e-house.ts';
import { openCashier, signInAt } from '../support/journeys.ts';

const house = openHouse({ phone: aPhone, other: { dark: true } });
/** The demo’s student who is approved and has to pay, and one who only pays for others here. */
const owner = {
	phone: '19000000002',
	id: '01840000-0000-7000-8000-000000000202',
	name: '赵云川',
	idNumber: '53011120040721003X',
};
const helper = { phone: '19000000001' };
const titled = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
const overview = () => `${house.app.url}/enrollment/${owner.id}/pay`;

/** Asks, and says yes. */
async function act(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name, exact: true }).click();
	await page.getByRole('alertdialog').getByRole('button', { name, exact: true }).click();
}

async function serialOf(page: Page): Promise<string> {
	await page.goto(`${overview()}/pay`);
	const text = await page
		.getByText(/\d{18}/)
		.first()
		.innerText();
	return /\d{18}/.exec(text)![0];
}

describe('one’s own order', () => {
	let first: string;
	let old: Page;

	it('declared and not paid is given up in the app, and the tax side has it so', async () => {
		const { page } = house.phone;
		await signInAt(page, house.app, { phone: owner.phone, next: `/enrollment/${owner.id}/status` });
		await titled(page, '您还需要缴费');
		first = await serialOf(page);
		old = await openCashier(house.phone, '/methods');
		await old.getByRole('heading', { name: '选择支付方式' }).waitFor();
		await page.goto(overview());
		await titled(page, '已申报，还没有付款');
		await page.getByRole('link', { name: '去缴款' }).waitFor();
		await expectNoFaults(page);
		await act(page, '取消缴款');
		await page.getByText('已取消缴款，没有扣款。').waitFor();
		await titled(page, '已取消缴款');
		await old.reload();
		await page.getByRole('link', { name: '重新申报' }).waitFor();
	});

	it('is made void, and declared again as a new order', async () => {
		const { page } = house.phone;
		await act(page, '申报作废');
		await titled(page, '缴费单已作废');
		await expectNoFaults(page);
		const gone = new URL(old.url());
		await old.goto(gone.origin + gone.pathname.replace('/methods', ''));
		await old.getByText('这笔缴款已申报作废').waitFor();
		await page.getByRole('button', { name: '重新申报', exact: true }).click();
		await titled(page, '您还需要缴费');
		expect(await serialOf(page)).not.toBe(first);
	});
});

describe('somebody else’s order', () => {
	const fill = async (page: Page, change: { name?: string; idNumber?: string; serial: string }) => {
		const { name, idNumber, serial } = { ...owner, ...change };
		await page.getByLabel('对方姓名').fill(name);
		await page.getByLabel('对方证件号码').fill(idNumber);
		await page.getByLabel('对方的缴款流水号').fill(serial);
		await page.getByRole('button', { name: '查找缴费单' }).click();
	};

	it('is found by all three alone, and nothing tells which of them was wrong', async () => {
		const serial = await serialOf(house.phone.page);
		const { page } = house.other;
		await signInAt(page, house.app, { phone: helper.phone, next: '/pay/other' });
		await titled(page, '代他人缴费');
		for (const wrong of [
			{ name: '赵云山' },
			{ idNumber: '530102200403150010' },
			{ serial: '202210159999999998' },
		]) {
			await fill(page, { serial, ...wrong });
			await page.getByText(/^没有找到。请和对方核对姓名、证件号码和缴款流水号/).waitFor();
		}
		await fill(page, { serial });
		await page.getByText('赵**').waitFor();
		await page.getByText('待缴费').waitFor();
		await expectNoFaults(page);
	});

	it('is paid by the other, and stands apart from what one paid for oneself', async () => {
		const { page } = house.other;
		await page.getByRole('button', { name: '去缴款' }).click();
		await page.waitForURL(/\/pay\/[0-9a-f-]{36}$/);
		await page.goto(`${page.url()}/methods`);
		await page.getByRole('button', { name: /银联在线支付/ }).click();
		await page.getByRole('heading', { name: '缴款成功' }).waitFor();
		await page.goto(`${house.app.url}/pay/records`);
		await page.getByText('还没有缴费记录').waitFor();
		await page.getByRole('button', { name: '代缴记录' }).click();
		await page.getByText('赵** · 已缴费').waitFor();
		await expectNoFaults(page);
		const own = house.phone.page;
		await own.goto(`${house.app.url}/enrollment/${owner.id}/status`);
		await titled(own, '参保成功');
		await own.goto(`${house.app.url}/pay/records`);
		await own.getByRole('link', { name: /看回单/ }).waitFor();
		await own.getByRole('button', { name: '扣款记录' }).click();
		await own.getByText('算作参保缴费').waitFor();
		await expectNoFaults(own);
		await own.getByRole('button', { name: '代缴记录' }).click();
		await own.getByText('还没有代缴记录').waitFor();
	});
});
