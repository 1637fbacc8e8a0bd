import type { Hono } from 'hono';
import type { Entry, Orders } from './orders-file.ts';
import * as pages from './pages.ts';
import type { Till } from './till.ts';

interface CashierParts {
	orders: Orders;
	till: Till;
	opensOther: () => boolean;
}

/** What people see: looking up, comparing, confirming, choosing a way, paying, and what to do when it fails. */
export function addCashier(app: Hono, { orders, till, opensOther }: CashierParts): void {
	app.get('/', (c) => c.html(pages.searchPage(false)));
	app.post('/lookup', async (c) => {
		const form = await c.req.parseBody();
		const name = String(form.name ?? '').trim();
		const idNumber = String(form.idNumber ?? '')
			.trim()
			.toUpperCase();
		const found = orders
			.all()
			.filter(({ order }) => order.payer.name === name && order.payer.idNumber === idNumber);
		return found.length > 0 ? c.html(pages.listPage(found)) : c.html(pages.searchPage(true), 404);
	});
	const on = (path: string, screen: (entry: Entry, url: string) => string) =>
		app.get(path, (c) => {
			const entry = orders.get(c.req.param('id') ?? '');
			return entry ? c.html(screen(entry, c.req.url)) : c.html(pages.unknownPage(), 404);
		});
	on('/pay/:id', (entry) => {
		if (!opensOther()) return pages.orderPage(entry);
		const other = orders.all().find(({ order, payments, step }) => {
			return order.orderId !== entry.order.orderId && payments.length === 0 && step !== 'void';
		});
		return other ? pages.identityPage(other) : pages.strangerPage(entry);
	});
	on('/pay/:id/declare', pages.identityPage);
	on('/pay/:id/confirm', pages.confirmPage);
	on('/pay/:id/methods', (entry) => pages.methodsPage(till.declare(entry)));
	on('/pay/:id/qr', (entry, url) => {
		const attempt = till.begin(entry, 'wechat-qr');
		return attempt ? pages.qrPage(entry, url, attempt) : pages.orderPage(entry);
	});
	app.post('/pay/:id/:act{pay|fail|cancel}', async (c) => {
		const entry = orders.get(c.req.param('id'));
		const form = await c.req.parseBody();
		if (!entry) return c.html(pages.unknownPage(), 404);
		const act = c.req.param('act');
		if (act === 'cancel') till.cancel(entry);
		else if (act === 'fail') till.fail(entry);
		else {
			const way = pages.methodsOf(entry.order).find(({ key }) => key === form.method);
			if (!way) return c.html(pages.unknownPage(), 404);
			till.pay(entry, way.key, String(form.attempt ?? ''));
		}
		return c.redirect(`/pay/${entry.order.orderId}`, 303);
	});
}
