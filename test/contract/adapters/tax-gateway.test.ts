import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTaxGateway } from '#server/adapters/tax-gateway-http.ts';
import { openSheet } from '#server/adapters/sheet/open-sheet.ts';
import { createGatewayApp } from '#server/sandbox/gateway/app.ts';
import { openOrders } from '#server/sandbox/gateway/orders-file.ts';
import type { GatewayOrder, GatewayPort } from '#server/usecase/payment/ports.ts';
import { findColumns, readLine } from '#server/usecase/statement/read-line.ts';
import { verifyCallback } from '#server/usecase/payment/verify-callback.ts';
import { systemClock } from '#shared/std/clock.ts';
import { refusalOf } from '../../support/flow-world.ts';

const secret = 'a-secret-of-the-gateway';
const logger = { info: () => {}, warn: () => {}, error: () => {} };

interface Received {
	timestamp: string;
	signature: string;
	rawBody: string;
}

let gateway: GatewayPort;
let url: string;
let folder: string;
const received: Received[] = [];
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

const start = async (callbackUrl: string) => {
	const app = createGatewayApp({ orders: openOrders(folder), secret, callbackUrl });
	return listen((request) => app.fetch(request));
};
const portTo = (base: string, key = secret) =>
	createTaxGateway({ url: base, secret: key, payBaseUrl: base }, systemClock, logger);

let callbackUrl: string;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'campuscover-gateway-'));
	callbackUrl = await listen(async (request) => {
		received.push({
			timestamp: request.headers.get('x-gateway-timestamp') ?? '',
			signature: request.headers.get('x-gateway-signature') ?? '',
			rawBody: await request.text(),
		});
		return Response.json({ status: 'recorded' });
	});
	url = await start(callbackUrl);
	gateway = portTo(url);
});
afterAll(() => {
	for (const server of servers) server.close();
	rmSync(folder, { recursive: true, force: true });
});

let orders = 0;
function anOrder(): GatewayOrder {
	orders += 1;
	return {
		orderId: `018f0000-0000-7000-8000-${String(orders).padStart(12, '0')}`,
		serial: `20221015${orders}`,
		amountFen: 35_000,
		payer: { name: `测试${orders}<b>`, idNumber: `53010220040315000${orders}` },
		period: { from: '2023-01-01', to: '2023-12-31' },
		identity: [
			{ label: '经办机构', value: '云南省本级医疗保障局（*）' },
			{ label: '税务机关', value: '国家税务总局云南省税务局第二税务分局' },
		],
		methods: [
			{ key: 'wechat', name: '微信支付', recommended: true },
			{ key: 'wechat-qr', name: '微信二维码支付', recommended: false },
			{ key: 'unionpay', name: '银联在线支付', recommended: false },
		],
		receiptTitle: '缴费电子回单',
		levyItem: '城乡居民基本医疗保险费',
	};
}

const pay = (id: string, method: string, base = url) =>
	fetch(`${base}/pay/${id}/pay`, {
		method: 'POST',
		body: new URLSearchParams({ method }),
		redirect: 'manual',
	});
const behave = (behaviour: object) =>
	fetch(`${url}/admin/behaviour`, {
		method: 'POST',
		headers: { authorization: `Bearer ${secret}` },
		body: JSON.stringify(behaviour),
	});
const callbacksOf = (id: string) => received.filter(({ rawBody }) => rawBody.includes(id));

it('registers an order, keeps it over a restart, and answers a query about it', async () => {
	const order = anOrder();
	expect(await gateway.queryOrder(order.orderId)).toEqual({ state: 'unknown' });
	await gateway.putOrder(order);
	await gateway.putOrder(order);
	const restarted = portTo(await start(callbackUrl));
	expect(await restarted.queryOrder(order.orderId)).toEqual({ state: 'due' });
});

it('hears nothing from a gateway that does not take its signature, or is not there', async () => {
	const wrong = portTo(url, 'another-secret').putOrder(anOrder());
	expect((await refusalOf(wrong)).code).toBe('payment.gateway-silent');
	const absent = portTo('http://127.0.0.1:9').queryOrder(anOrder().orderId);
	expect((await refusalOf(absent)).code).toBe('payment.gateway-silent');
});

it.each(['wechat', 'wechat-qr', 'unionpay'])(
	'takes one payment by %s and calls back with a signature that holds',
	async (method) => {
		const order = anOrder();
		await gateway.putOrder(order);
		await pay(order.orderId, method);
		await pay(order.orderId, method);
		await expect.poll(() => callbacksOf(order.orderId).length).toBe(1);
		const callback = callbacksOf(order.orderId)[0]!;
		const verified = await verifyCallback({ callback, secret, nowMs: Date.now() });
		expect(verified).toMatchObject({
			ok: true,
			value: { orderId: order.orderId, amountFen: 35_000, method },
		});
		const answer = await gateway.queryOrder(order.orderId);
		expect(answer).toEqual({ state: 'paid', payment: verified.ok && verified.value });
	},
);

it('can lose a callback or send it twice, when told so by who holds the secret', async () => {
	expect((await fetch(`${url}/admin/behaviour`, { method: 'POST', body: '{}' })).status).toBe(404);
	await behave({ callback: 'twice' });
	const twice = anOrder();
	await gateway.putOrder(twice);
	await pay(twice.orderId, 'wechat');
	await expect.poll(() => callbacksOf(twice.orderId).length).toBe(2);
	await behave({ callback: 'lost' });
	const lost = anOrder();
	await gateway.putOrder(lost);
	await pay(lost.orderId, 'wechat');
	expect((await gateway.queryOrder(lost.orderId)).state).toBe('paid');
	expect(callbacksOf(lost.orderId)).toHaveLength(0);
	await behave({ callback: 'normal' });
});

it('shows what the order says, escaped, and takes names and numbers in bodies alone', async () => {
	const order = anOrder();
	await gateway.putOrder(order);
	const text = async (path: string) => (await fetch(`${url}/pay/${order.orderId}${path}`)).text();
	const identity = await text('');
	expect(identity).toContain('国家税务总局云南省税务局第二税务分局');
	const confirm = await text('/confirm');
	expect(confirm).toContain('350元');
	expect(confirm).toContain(`测试${orders}&lt;b&gt;`);
	expect(confirm).not.toContain(order.payer.idNumber);
	expect(await text('/qr')).toContain('<svg');
	const look = (name: string) =>
		fetch(`${url}/lookup`, {
			method: 'POST',
			body: new URLSearchParams({ name, idNumber: order.payer.idNumber }),
		});
	expect(await (await look(order.payer.name)).text()).toContain(`/pay/${order.orderId}`);
	expect((await look('别人')).status).toBe(404);
	expect(gateway.payUrl(order.orderId)).toBe(`${url}/pay/${order.orderId}`);
});

it('writes a statement that the reader of statements reads, for a day or for all', async () => {
	const order = { ...anOrder(), serial: '202210150000000077' };
	await gateway.putOrder(order);
	await pay(order.orderId, 'wechat');
	const answer = await gateway.queryOrder(order.orderId);
	if (answer.state !== 'paid') throw new Error('it was not paid');
	const { taxReceiptNumber, amountFen, paidAtMs } = answer.payment;
	const day = new Date(paidAtMs + 8 * 3_600_000).toISOString().slice(0, 10);
	const headers = { authorization: `Bearer ${secret}` };
	const linesOf = async (query: string) => {
		const reply = await fetch(`${url}/admin/statement${query}`, { headers });
		const file = await openSheet(new Uint8Array(await reply.arrayBuffer()));
		const rows = [];
		for await (const row of file.rows) rows.push(row);
		const columns = findColumns(rows[0]!);
		if (!columns.ok) throw new Error('other heads');
		return rows.slice(1).flatMap((row) => {
			const line = readLine(row, columns.value, false);
			return line.ok && line.value.serial === order.serial ? [line.value] : [];
		});
	};
	const atMs = Math.floor(paidAtMs / 1000) * 1000;
	const said = { kind: 'payment', taxReceiptNumber, amountFen, atMs };
	expect(await linesOf('')).toEqual([expect.objectContaining(said)]);
	expect(await linesOf(`?day=${day}`)).toHaveLength(1);
	expect(await linesOf('?day=2001-01-01')).toEqual([]);
	expect((await fetch(`${url}/admin/statement`)).status).toBe(404);
});
