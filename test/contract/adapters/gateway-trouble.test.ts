/** What the pretended tax gateway makes go wrong, over its real cashier screens, as our driver hears of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createTaxGateway } from '#server/adapters/tax-gateway-http.ts';
import { createGatewayApp } from '#server/sandbox/gateway/app.ts';
import { wellBehaved } from '#server/sandbox/gateway/behaviour.ts';
import { openOrders } from '#server/sandbox/gateway/orders-file.ts';
import type { GatewayOrder, GatewayPort } from '#server/usecase/payment/ports.ts';
import { systemClock } from '#shared/std/clock.ts';

const secret = 'a-secret-of-the-gateway';
const logger = { info: () => {}, warn: () => {}, error: () => {} };
let gateway: GatewayPort;
let url = '';
let folder: string;
/** What the product answers to a callback, and what it was told. */
let answer = 200;
const told: Record<string, unknown>[] = [];
const servers: ReturnType<typeof createAdaptorServer>[] = [];

function listen(fetch: (request: Request) => Response | Promise<Response>): Promise<string> {
	const server = createAdaptorServer({ fetch });
	servers.push(server);
	return new Promise((resolve) => {
		server.listen(0, '127.0.0.1', () => {
			resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
		});
	});
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'campuscover-gateway-'));
	const callbackUrl = await listen(async (request) => {
		told.push((await request.json()) as Record<string, unknown>);
		return new Response('{}', { status: answer });
	});
	const app = createGatewayApp({ orders: openOrders(folder), secret, callbackUrl });
	url = await listen((request) => app.fetch(request));
	gateway = createTaxGateway({ url, secret, payBaseUrl: url }, systemClock, logger);
});
afterEach(async () => {
	answer = 200;
	await behave(wellBehaved);
});
afterAll(() => {
	for (const server of servers) server.close();
	rmSync(folder, { recursive: true, force: true });
});

let count = 0;
async function anOrder(): Promise<GatewayOrder> {
	count += 1;
	const order: GatewayOrder = {
		orderId: `018f0000-0000-7000-8000-${String(count).padStart(12, '0')}`,
		serial: `20221015${count}`,
		amountFen: 35_000,
		payer: { name: `测试${count}`, idNumber: `53010220040315000${count}` },
		period: { from: '2023-01-01', to: '2023-12-31' },
		identity: [
			{ label: '经办机构', value: '云南省本级医疗保障局（*）' },
			{ label: '税务机关', value: '国家税务总局云南省税务局第二税务分局' },
		],
		methods: [
			{ key: 'wechat', name: '微信支付', recommended: true },
			{ key: 'wechat-qr', name: '微信二维码支付', recommended: false },
		],
		receiptTitle: '缴费电子回单',
		levyItem: '城乡居民基本医疗保险费',
	};
	await gateway.putOrder(order);
	return order;
}

const post = (path: string, form: Record<string, string> = {}) =>
	fetch(`${url}${path}`, { method: 'POST', body: new URLSearchParams(form) }).then((reply) => reply.text());
const look = (path: string) => fetch(`${url}${path}`).then((reply) => reply.text());
const admin = (path: string, body: object) =>
	fetch(`${url}/admin/${path}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${secret}` },
		body: JSON.stringify(body),
	});
const behave = (behaviour: object) => admin('behaviour', behaviour);
const openPage = async (id: string) => {
	const page = await look(`/pay/${id}/qr`);
	return /name="attempt" value="([^"]+)"/.exec(page)?.[1] ?? '';
};
const toldOf = (id: string) => told.filter(({ orderId }) => orderId === id);

it('a deduction that fails offers 取消缴款 and 去缴款, and can be finished', async () => {
	const { orderId } = await anOrder();
	await behave({ deduction: 'fails' });
	const page = await post(`/pay/${orderId}/pay`, { method: 'wechat' });
	for (const words of ['扣款失败', '取消缴款', '去缴款']) expect(page).toContain(words);
	expect(await gateway.queryOrder(orderId)).toEqual({ state: 'failed', sequence: 1 });
	await behave({ deduction: 'succeeds' });
	expect(await post(`/pay/${orderId}/pay`, { method: 'wechat' })).toContain('缴款成功');
	expect(await gateway.queryOrder(orderId)).toMatchObject({ state: 'paid' });
	await expect.poll(() => toldOf(orderId).map(({ step }) => step ?? 'paid')).toEqual(['failed', 'paid']);
});

it('a cancelled payment can be declared again; a page open before is worth nothing', async () => {
	const { orderId } = await anOrder();
	await look(`/pay/${orderId}/methods`);
	const attempt = await openPage(orderId);
	expect(await gateway.queryOrder(orderId)).toEqual({ state: 'paying', sequence: 2 });
	expect(await post(`/pay/${orderId}/cancel`)).toContain('重新申报');
	expect(await gateway.queryOrder(orderId)).toEqual({ state: 'cancelled', sequence: 3 });
	await post(`/pay/${orderId}/pay`, { method: 'wechat-qr', attempt });
	expect(await gateway.queryOrder(orderId)).toMatchObject({ state: 'cancelled' });
	await look(`/pay/${orderId}/methods`);
	expect(await gateway.queryOrder(orderId)).toMatchObject({ state: 'declared' });
});

it('a page closed midway leaves the order in the middle, where it is taken up again', async () => {
	const { orderId } = await anOrder();
	await openPage(orderId);
	const page = await look(`/pay/${orderId}`);
	for (const words of ['正在处理', '费款缴纳', '去缴款', '取消缴款']) expect(page).toContain(words);
	await behave({ deduction: 'stalls' });
	await post(`/pay/${orderId}/pay`, { method: 'wechat' });
	expect(await gateway.queryOrder(orderId)).toMatchObject({ state: 'paying' });
});

it('two pages open at once can both be paid, and the answer tells of both payments', async () => {
	const { orderId } = await anOrder();
	const attempt = await openPage(orderId);
	await post(`/pay/${orderId}/pay`, { method: 'wechat' });
	await post(`/pay/${orderId}/pay`, { method: 'wechat' }); // not open before: nothing happens
	await post(`/pay/${orderId}/pay`, { method: 'wechat-qr', attempt });
	const found = await gateway.queryOrder(orderId);
	expect(found).toMatchObject({ state: 'paid', payments: [{ method: 'wechat' }, { method: 'wechat-qr' }] });
});

it('pays another amount, dated before, when told to', async () => {
	const { orderId } = await anOrder();
	await behave({ amountOffsetFen: -1_000, paidDaysAgo: 1 });
	await post(`/pay/${orderId}/pay`, { method: 'wechat' });
	const found = await gateway.queryOrder(orderId);
	expect(found).toMatchObject({ state: 'paid', payment: { amountFen: 34_000 } });
	if (found.state === 'paid') expect(Date.now() - found.payment.paidAtMs).toBeGreaterThan(86_000_000);
});

it('tells of a payment before it has answered our registration, when told to', async () => {
	await behave({ callback: 'early' });
	const { orderId } = await anOrder();
	expect(toldOf(orderId)).toMatchObject([{ method: 'bank', amountFen: 35_000 }]);
});

it('tells again when the product does not know the order yet', async () => {
	answer = 503;
	const orderId = '018f0000-0000-7000-8000-00000000ffff';
	const sent = admin('payments', { orderId, amountFen: 35_000 });
	await expect.poll(() => toldOf(orderId).length).toBe(1);
	answer = 200;
	await sent;
	expect(toldOf(orderId)).toHaveLength(2);
	expect(await gateway.queryOrder(orderId)).toEqual({ state: 'unknown' });
});

it('gives up what was begun when the product asks, and nothing that was not, or is paid', async () => {
	const { orderId } = await anOrder();
	expect(await gateway.cancelOrder(orderId)).toEqual({ state: 'due' });
	const attempt = await openPage(orderId);
	expect(await gateway.cancelOrder(orderId)).toMatchObject({ state: 'cancelled' });
	await post(`/pay/${orderId}/pay`, { method: 'wechat-qr', attempt });
	expect(await gateway.queryOrder(orderId)).toMatchObject({ state: 'cancelled' });
	await post(`/pay/${orderId}/pay`, { method: 'wechat' });
	expect(await gateway.cancelOrder(orderId)).toMatchObject({ state: 'paid' });
	const unknown = '018f0000-0000-7000-8000-00000000dddd';
	expect(await gateway.cancelOrder(unknown)).toEqual({ state: 'unknown' });
});

it('takes no money for a void order, registered before or after', async () => {
	const { orderId } = await anOrder();
	const attempt = await openPage(orderId);
	expect(await gateway.voidOrder(orderId)).toEqual({ state: 'void', payments: [] });
	expect(await post(`/pay/${orderId}/pay`, { method: 'wechat-qr', attempt })).toContain('已申报作废');
	await post(`/pay/${orderId}/pay`, { method: 'wechat' });
	expect(await gateway.queryOrder(orderId)).toEqual({ state: 'void', payments: [] });
	const late = { ...(await anOrder()), orderId: '018f0000-0000-7000-8000-00000000eeee' };
	expect(await gateway.voidOrder(late.orderId)).toEqual({ state: 'void' });
	await gateway.putOrder(late);
	await post(`/pay/${late.orderId}/pay`, { method: 'wechat' });
	expect(await gateway.queryOrder(late.orderId)).toEqual({ state: 'void', payments: [] });
});

it('shows somebody else’s order when told to, with another name to compare', async () => {
	const mine = await anOrder();
	await behave({ opens: 'other' });
	const page = await look(`/pay/${mine.orderId}`);
	expect(page).not.toContain(`/pay/${mine.orderId}/`);
});

it('reads the file of the days when an order was due or paid', async () => {
	const old = mkdtempSync(join(tmpdir(), 'campuscover-gateway-old-'));
	const order = await anOrder();
	const payment = {
		orderId: order.orderId,
		amountFen: 1,
		taxReceiptNumber: '350000',
		paidAtMs: 1,
		method: 'bank',
	};
	writeFileSync(join(old, 'orders.json'), JSON.stringify([[order.orderId, { order, payment }]]));
	expect(openOrders(old).get(order.orderId)).toMatchObject({ payments: [payment], attempts: [] });
	rmSync(old, { recursive: true });
});
