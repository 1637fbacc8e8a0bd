import type { OrderExport } from '#shared/protocol/money.ts';
import type { OrderRow as OrderLine, OrderSearchInput } from '#shared/protocol/office.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { OrderTable } from '../payment/order-ports.ts';
import type { Services } from '../ports.ts';
import { writeDown } from './look-written-down.ts';
import { orderLine } from './order-line.ts';
import { searchOf } from './order-search.ts';

const pageSize = 1_000;
/** What a spreadsheet of an office machine still opens at once. */
const mostRows = 20_000;

/** Every order of a search, newest first, for a file. That it was taken out is written down. Throws RefusalError `request.too-many`. */
export async function exportOrders(call: {
	services: Services;
	actor: AccountActor;
	query: OrderSearchInput;
}): Promise<OrderExport> {
	const { services, actor, query } = call;
	await countHits(services, [{ limit: limits.exportByAccount, of: actor.accountId }]);
	const { reader, states, search } = searchOf(actor, query);
	return services.uow.run(reader, async (tx) => {
		const rows: OrderLine[] = [];
		let after: Parameters<OrderTable['page']>[0]['after'] = null;
		let total = 0;
		while (rows.length < mostRows) {
			const page = await tx.orders.page({ states, search, after, limit: pageSize });
			const strays = await tx.strays.ofOrders(page.rows.map(({ order }) => order.id));
			rows.push(...page.rows.map(({ order, payment }) => orderLine(order, payment, strays)));
			total = page.total;
			const last = page.rows.at(-1)?.order;
			if (!last || page.rows.length < pageSize) break;
			after = { createdAtMs: last.createdAtMs, id: last.id };
		}
		await writeDown(tx, services, { actor, act: 'office.export-orders', subject: null, rows: rows.length });
		return { rows, isCut: total > rows.length };
	});
}
