import type { AskOrdersInput, MoneyExportCard, OrderChoice } from '#shared/protocol/money.ts';
import { mostExportRows } from '#shared/domain/roster/export.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import { askList, type ReadPart } from '../export/list-export.ts';
import type { OrderTable } from '../payment/order-ports.ts';
import type { Services } from '../ports.ts';
import { clerkCards, clerkDesk as desk } from './clerk-card.ts';
import { orderLine } from './order-line.ts';
import { searchOf } from './order-search.ts';

/** After every other id of the same moment. */
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

type OrderCursor = NonNullable<Parameters<OrderTable['page']>[0]['after']>;

interface Call {
	services: Services;
	actor: AccountActor;
}

/**
 * Asks for all orders of a choice as a file: see `askList`. What is searched for by name or number stays in the search:
 * it is kept nowhere. Throws `request.too-many` too.
 */
export async function askOrders(call: Call & { input: AskOrdersInput }): Promise<MoneyExportCard> {
	const { services, actor, input } = call;
	await countHits(services, [{ limit: limits.exportByAccount, of: actor.accountId }]);
	const row = await askList({
		...{ services, actor, desk },
		asked: { ...input, schemeId: null, names: 'masked' },
		count: async (tx) => {
			const { states, search } = searchOf(input.choice);
			const { total } = await tx.orders.page({ states, search, after: null, limit: 1 });
			return Math.min(total, mostExportRows);
		},
	});
	return (await clerkCards({ services, actor }, [row]))[0]!;
}

/** The newest first, none that was made after the list was asked for. */
export const readOrderPart: ReadPart = async (tx, asked, { cursor, limit }) => {
	const { states, search } = searchOf(asked.choice as OrderChoice);
	const after = (cursor as OrderCursor | null) ?? { createdAtMs: asked.askedAtMs, id: lastId };
	const page = await tx.orders.page({ states, search, after, limit });
	const strays = await tx.strays.ofOrders(page.rows.map(({ order }) => order.id));
	const last = page.rows.at(-1)?.order;
	return {
		rows: page.rows.map(({ order, payment }) => orderLine(order, payment, strays)),
		next: last ? { createdAtMs: last.createdAtMs, id: last.id } : null,
	};
};
