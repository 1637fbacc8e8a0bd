import { Hono, type Context } from 'hono';
import { hmacSha256Hex, isSameDigest } from '#shared/std/hmac.ts';
import { changedBehaviour, wellBehaved } from './behaviour.ts';
import { addCashier } from './cashier.ts';
import type { Entry, Order, Orders } from './orders-file.ts';
import { statementOf } from './statement.ts';
import { createTill, type Till } from './till.ts';

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
	let behaviour = wellBehaved;
	const till = createTill({ ...parts, behaviour: () => behaviour });
	app.use(async (c, next) => {
		await next();
		c.header('cache-control', 'no-store');
		c.header('referrer-policy', 'no-referrer');
		c.header('x-content-type-options', 'nosniff');
	});
	app.get('/healthz', (c) => c.json({ alive: true }));
	addInterface(app, parts, { till, isEarly: () => behaviour.callback === 'early' });
	addCashier(app, { orders: parts.orders, till, opensOther: () => behaviour.opens === 'other' });
	app.use('/admin/*', async (c, next) => {
		if (c.req.header('authorization') !== `Bearer ${parts.secret}`) return c.body(null, 404);
		return next();
	});
	app.post('/admin/behaviour', async (c) => {
		behaviour = changedBehaviour(behaviour, (await c.req.json()) as Record<string, unknown>);
		return c.json(behaviour);
	});
	app.get('/admin/statement', (c) =>
		c.body(statementOf(parts.orders, c.req.query('day') ?? null), 200, {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="statement.csv"',
		}),
	);
	app.post('/admin/payments', async (c) => {
		const { orderId, amountFen } = (await c.req.json()) as { orderId: string; amountFen: number };
		return c.json(await till.payAtCounter(orderId, amountFen));
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

function answerOf(entry: Entry | null) {
	if (!entry) return { state: 'unknown' };
	const { step, sequence, payments } = entry;
	if (step === 'void') return { state: step, payments };
	const [payment] = payments;
	if (payment) return { state: 'paid', payment, ...(payments.length > 1 ? { payments } : {}) };
	return step === 'due' ? { state: step } : { state: step, sequence };
}

function addInterface(
	app: Hono,
	{ orders, secret }: GatewayParts,
	{ till, isEarly }: { till: Till; isEarly: () => boolean },
): void {
	app.put('/api/orders/:id', async (c) => {
		const body = await c.req.text();
		if (!(await isSigned(c, secret, body))) return c.json({ code: 'signature-invalid' }, 401);
		const order = JSON.parse(body) as Order;
		const known = orders.get(order.orderId);
		if (order.orderId !== c.req.param('id') || !Number.isSafeInteger(order.amountFen)) {
			return c.json({ code: 'malformed' }, 400);
		}
		if (known && known.order.amountFen !== order.amountFen) return c.json({ code: 'order-differs' }, 409);
		const entry = orders.put(order);
		if (!known && isEarly()) await till.payAtCounter(order.orderId, order.amountFen);
		return c.json({ state: answerOf(orders.get(entry.order.orderId)).state });
	});
	app.post('/api/orders/:id/void', async (c) => {
		if (!(await isSigned(c, secret, await c.req.text()))) return c.json({ code: 'signature-invalid' }, 401);
		const entry = orders.void(c.req.param('id'));
		return c.json(entry ? answerOf(entry) : { state: 'void' });
	});
	app.post('/api/orders/:id/cancel', async (c) => {
		if (!(await isSigned(c, secret, await c.req.text()))) return c.json({ code: 'signature-invalid' }, 401);
		const entry = orders.get(c.req.param('id'));
		// What nobody has begun cannot be given up.
		if (entry && entry.step !== 'due') till.cancel(entry);
		return c.json(answerOf(orders.get(c.req.param('id'))));
	});
	app.get('/api/orders/:id', async (c) => {
		if (!(await isSigned(c, secret, ''))) return c.json({ code: 'signature-invalid' }, 401);
		return c.json(answerOf(orders.get(c.req.param('id'))));
	});
}
