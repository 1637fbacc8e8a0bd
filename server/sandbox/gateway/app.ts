import { Hono, type Context } from 'hono';
import { hmacSha256Hex, isSameDigest } from '#shared/std/hmac.ts';
import { sendCallback, type Behaviour } from './callback.ts';
import type { Method, Order, Orders, Payment } from './orders-file.ts';
import * as pages from './pages.ts';

export interface GatewayParts {
	orders: Orders;
	/** Shared with the product: signs its calls and our callbacks. */
	secret: string;
	callbackUrl: string;
}

const windowMs = 5 * 60_000;

/** A pretended tax gateway: its signed interface for the product, its cashier for people. */
export function createGatewayApp(parts: GatewayParts): Hono {
	const app = new Hono();
	const behaviour: Behaviour = { callback: 'normal', delayMs: 0 };
	app.use(async (c, next) => {
		await next();
		c.header('cache-control', 'no-store');
		c.header('referrer-policy', 'no-referrer');
		c.header('x-content-type-options', 'nosniff');
	});
	app.get('/healthz', (c) => c.json({ alive: true }));
	addInterface(app, parts);
	addCashier(app, parts, behaviour);
	app.post('/admin/behaviour', async (c) => {
		if (c.req.header('authorization') !== `Bearer ${parts.secret}`) return c.body(null, 404);
		const { callback, delayMs } = (await c.req.json()) as Partial<Behaviour>;
		if (callback && ['normal', 'lost', 'twice'].includes(callback)) behaviour.callback = callback;
		if (Number.isSafeInteger(delayMs)) behaviour.delayMs = Math.min(60_000, Math.max(0, delayMs!));
		return c.json(behaviour);
	});
	return app;
}

async function isSigned(c: Context, secret: string, body: string): Promise<boolean> {
	const timestamp = c.req.header('x-gateway-timestamp') ?? '';
	const text = `${timestamp}.${c.req.method} ${c.req.path}.${body}`;
	const expected = await hmacSha256Hex(secret, text);
	const fresh = Math.abs(Date.now() - Number(timestamp)) <= windowMs;
	return fresh && isSameDigest(expected, c.req.header('x-gateway-signature') ?? '');
}

function addInterface(app: Hono, { orders, secret }: GatewayParts): void {
	app.put('/api/orders/:id', async (c) => {
		const body = await c.req.text();
		if (!(await isSigned(c, secret, body))) return c.json({ code: 'signature-invalid' }, 401);
		const order = JSON.parse(body) as Order;
		const known = orders.get(order.orderId);
		if (order.orderId !== c.req.param('id') || !Number.isSafeInteger(order.amountFen)) {
			return c.json({ code: 'malformed' }, 400);
		}
		if (known && known.order.amountFen !== order.amountFen) return c.json({ code: 'order-differs' }, 409);
		orders.put(order);
		return c.json({ state: known?.payment ? 'paid' : 'due' });
	});
	app.get('/api/orders/:id', async (c) => {
		if (!(await isSigned(c, secret, ''))) return c.json({ code: 'signature-invalid' }, 401);
		const entry = orders.get(c.req.param('id'));
		if (!entry) return c.json({ state: 'unknown' });
		return c.json(entry.payment ? { state: 'paid', payment: entry.payment } : { state: 'due' });
	});
}

function addCashier(app: Hono, { orders, secret, callbackUrl }: GatewayParts, behaviour: Behaviour): void {
	app.get('/', (c) => c.html(pages.searchPage(false)));
	app.post('/lookup', async (c) => {
		const form = await c.req.parseBody();
		const idNumber = String(form.idNumber ?? '')
			.trim()
			.toUpperCase();
		const found = orders.find(String(form.name ?? '').trim(), idNumber);
		return found.length > 0 ? c.html(pages.listPage(found)) : c.html(pages.searchPage(true), 404);
	});
	const screens = {
		'/pay/:id': pages.identityPage,
		'/pay/:id/confirm': pages.confirmPage,
		'/pay/:id/methods': pages.methodsPage,
	};
	for (const [path, screen] of Object.entries(screens)) {
		app.get(path, (c) => {
			const entry = orders.get(c.req.param('id') ?? '');
			return entry ? c.html(screen(entry)) : c.html(pages.unknownPage(), 404);
		});
	}
	app.get('/pay/:id/qr', (c) => {
		const entry = orders.get(c.req.param('id'));
		return entry ? c.html(pages.qrPage(entry, new URL(c.req.url).href)) : c.html(pages.unknownPage(), 404);
	});
	app.post('/pay/:id/pay', async (c) => {
		const entry = orders.get(c.req.param('id'));
		const { method } = await c.req.parseBody();
		const way = entry?.order.methods.find(({ key }) => key === method);
		if (!entry || !way) return c.html(pages.unknownPage(), 404);
		if (!entry.payment) {
			const payment = newPayment(entry.order, way.key);
			orders.setPayment(payment);
			void sendCallback({ url: callbackUrl, secret }, payment, behaviour);
		}
		return c.redirect(`/pay/${entry.order.orderId}`, 303);
	});
}

function newPayment(order: Order, method: Method): Payment {
	const digits = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte % 10).join('');
	const { orderId, amountFen } = order;
	return { orderId, amountFen, taxReceiptNumber: `35${digits}`, paidAtMs: Date.now(), method };
}
