/** Payments that go wrong, through the real screens: the student's, the tax bureau's cashier, the clerk's list. */
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { expectNoFaults } from '../support/axe.ts';
import { aDesk, aPhone, openHouse } from '../support/e2e-house.ts';
import { signOut } from '../support/enrollment-flow.ts';
import { approve, openReview, signInAt } from '../support/journeys.ts';
import { wholeCopy } from '../support/offline-copy.ts';

const house = openHouse({ phone: aPhone, other: { dark: true }, desk: aDesk });
/** The demo's student who is approved and has to pay, and the one who waits for review. */
const approved = { phone: '19000000002', id: '01840000-0000-7000-8000-000000000202' };
const waiting = { phone: '19000000001', id: '01840000-0000-7000-8000-000000000201', name: '林小禾' };

const behave = (behaviour: object) =>
	fetch(`${house.app.gatewayUrl}/admin/behaviour`, {
		method: 'POST',
		headers: { authorization: 'Bearer demo-gateway-secret' },
		body: JSON.stringify(behaviour),
	});
const titled = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();

/** The cashier, in a tab of its own, by the link that the payment page shows. */
async function openCashier(page: Page, path = ''): Promise<Page> {
	const link = page.getByRole('link', { name: /^(打开演示缴费页|去缴款|重新申报)$/ });
	const url = await link.getAttribute('href');
	const cashier = await page.context().newPage();
	await cashier.goto(url + path);
	return cashier;
}

describe('one order, from trouble to trouble', () => {
	let qr: Page;

	it('a failed deduction says so, with its two ways, and can be cancelled', async () => {
		const { page } = house.phone;
		await signInAt(page, house.app, { phone: approved.phone, next: `/enrollment/${approved.id}/status` });
		await titled(page, '您还需要缴费');
		await page.goto(`${house.app.url}/enrollment/${approved.id}/pay/pay`);
		await behave({ deduction: 'fails' });
		const cashier = await openCashier(page, '/methods');
		await cashier.getByRole('button', { name: /微信支付/ }).click();
		await cashier.getByText('扣款失败').first().waitFor();
		await page.goto(`${house.app.url}/enrollment/${approved.id}/status`);
		await titled(page, '扣款没有成功');
		await page.getByRole('link', { name: '看看怎么办' }).click();
		for (const words of ['去缴款', '取消缴款'])
			await page.getByText(words, { exact: true }).first().waitFor();
		await page
			.getByText(/“社保缴费”→“费款缴纳”/)
			.first()
			.waitFor();
		await expectNoFaults(page);
		await behave({ deduction: 'succeeds' });
		await cashier.getByRole('button', { name: '取消缴款' }).click();
		await cashier.getByText('已取消缴款').waitFor();
		await titled(page, '已取消缴款');
		await cashier.close();
	});

	it('declared again and closed in the middle, it is unfinished, and says how it goes on', async () => {
		const { page } = house.phone;
		qr = await openCashier(page);
		await qr.getByRole('link', { name: '重新申报' }).click();
		await qr.getByRole('link', { name: '确认缴款' }).click();
		await qr.getByRole('link', { name: '微信二维码支付' }).click();
		await qr.getByRole('button', { name: '我已扫码付款' }).waitFor();
		await titled(page, '有一笔缴款没有完成');
		await page.getByText('不要再付一次').waitFor();
		await expectNoFaults(page);
	});

	it('shows without a network what was last known, and since when', async () => {
		const { page } = house.phone;
		await wholeCopy(page);
		await house.phone.context.setOffline(true);
		await page.reload();
		await titled(page, '有一笔缴款没有完成');
		await page.getByText(/现在连不上。下面是 \d\d-\d\d \d\d:\d\d 时的情况/).waitFor();
		await house.phone.context.setOffline(false);
		await page.reload();
	});

	it('taken up by 去缴款 and paid, with the callback lost: asking finds it', async () => {
		const { page } = house.phone;
		await behave({ callback: 'lost' });
		const cashier = await openCashier(page);
		await cashier.getByText('正在处理').first().waitFor();
		await cashier.getByRole('link', { name: '去缴款' }).click();
		await cashier.getByRole('button', { name: /微信支付/ }).click();
		await cashier.getByRole('heading', { name: '缴款成功' }).waitFor();
		// The page may have asked by itself when it came to the front again.
		const isTold = titled(page, '参保成功');
		await Promise.race([page.getByRole('button', { name: '我已缴费，查询结果' }).click(), isTold]);
		await isTold;
		await cashier.close();
	});

	it('paid once more by the page that was still open: told, both receipts shown, one to be refunded', async () => {
		const { page } = house.phone;
		await behave({ callback: 'normal' });
		await qr.getByRole('button', { name: '我已扫码付款' }).click();
		await qr.getByRole('heading', { name: '缴款成功' }).waitFor();
		await titled(page, '参保成功，多缴的一笔待退费');
		await page.getByText('算作参保缴费', { exact: true }).waitFor();
		await page.getByText(/已经缴过，又收到一笔/).waitFor();
		await page.getByText('原文没有给出咨询电话').waitFor();
		await expectNoFaults(page);
		await page.goto(`${house.app.url}/enrollment/${approved.id}/status`);
		await titled(page, '参保成功，多缴的一笔待退费');
		await expectNoFaults(page);
		// The first try, which failed, stands beside the two that succeeded.
		await page.goto(`${house.app.url}/pay/records`);
		await page.getByRole('button', { name: '扣款记录' }).click();
		for (const result of [/^算作参保缴费/, /已经缴过，又收到一笔/, /扣款失败/]) {
			await page.getByRole('link', { name: result }).waitFor();
		}
		await expectNoFaults(page);
	});
});

describe('another order', () => {
	it('is paid with a wrong amount: the money is not lost, nobody is to pay again, a clerk is at it', async () => {
		await openReview(house.desk, house.app);
		await approve(house.desk, waiting);
		const { page } = house.other;
		await signInAt(page, house.app, { phone: waiting.phone, next: `/enrollment/${waiting.id}/status` });
		await titled(page, '您还需要缴费');
		await page.goto(`${house.app.url}/enrollment/${waiting.id}/pay/pay`);
		await behave({ amountOffsetFen: -1_000 });
		const cashier = await openCashier(page, '/methods');
		await cashier.getByRole('button', { name: /银联在线支付/ }).click();
		await cashier.getByRole('heading', { name: '缴款成功' }).waitFor();
		await behave({ amountOffsetFen: 0 });
		await page.goto(`${house.app.url}/enrollment/${waiting.id}/status`);
		await titled(page, '收到的钱和缴费单对不上');
		await page.getByText('钱没有丢').first().waitFor();
		await page.getByRole('link', { name: '查看详情' }).click();
		await page.getByText('340 元').waitFor();
		await page.getByText(/金额和缴费单不一样/).waitFor();
		await expectNoFaults(page);
	});

	it('stands with the other one on the clerk’s list of those that need a person', async () => {
		const { page } = house.desk;
		await signOut(page, house.app.url);
		await signInAt(page, house.app, { phone: '19000000014', next: '/office/orders' });
		await page.getByRole('button', { name: '需要处理' }).click();
		await page.getByText(/金额和缴费单不一样：340 元/).waitFor();
		await page.getByText(/已经缴过，又收到一笔：350 元/).waitFor();
		await page.getByText('段**').waitFor({ state: 'detached' });
		await expectNoFaults(page);
	});
});
