import type {
	AskOrdersInput,
	OrderChoice,
	OrderExportCard,
	OrderExportList,
	TakenOrders,
} from '#shared/protocol/money.ts';
import type { OrderRow as OrderLine } from '#shared/protocol/office.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import { askList, cardsOf, judgeList, listsOf, takeList } from '../export/list-export.ts';
import type { ExportRow } from '../export/ports.ts';
import type { Services, Tx } from '../ports.ts';
import { orderLine } from './order-line.ts';
import { searchOf } from './order-search.ts';

const pageSize = 1_000;
/** What a spreadsheet of an office machine still opens at once. */
const mostRows = 20_000;
/** After every other id of the same moment. */
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

interface Call {
	services: Services;
	actor: AccountActor;
}

const desk = { desk: 'clerk', schoolCode: null } as const;

/**
 * Asks for all orders of a choice as a file: see `askList`. What is searched for by name or number stays in the search:
 * it is kept nowhere. Throws `request.too-many` too.
 */
export async function askOrders(call: Call & { input: AskOrdersInput }): Promise<OrderExportCard> {
	const { services, actor, input } = call;
	await countHits(services, [{ limit: limits.exportByAccount, of: actor.accountId }]);
	const row = await askList({
		...{ services, actor, desk },
		asked: { ...input, schemeId: null, names: 'masked' },
		count: async (tx) => {
			const { states, search } = searchOf(actor, input.choice);
			const { total } = await tx.orders.page({ states, search, after: null, limit: 1 });
			return Math.min(total, mostRows);
		},
	});
	return (await cards(call, [row]))[0]!;
}

/** Lists that clerks asked for, the newest first. */
export async function readOrderExports({ services, actor }: Call): Promise<OrderExportList> {
	return { exports: await cards({ services, actor }, await listsOf({ services, actor, desk })) };
}

/** See `judgeList`. */
export function judgeOrders({
	services,
	actor,
	id,
	agree,
}: Call & { id: string; agree: boolean }): Promise<void> {
	return judgeList({ services, actor, desk, id, agree });
}

/** See `takeList`: the newest first, none that was made after the list was asked for. */
export async function takeOrders({ services, actor, id }: Call & { id: string }): Promise<TakenOrders> {
	const { row, rows, fingerprint } = await takeList({
		...{ services, actor, desk, id },
		rowsOf: (tx, asked, limit) => linesOf(tx, { actor, asked, limit }),
	});
	const [card] = await cards({ services, actor }, [row]);
	return { card: card!, fingerprint, rows, isCut: rows.length === mostRows };
}

async function linesOf(
	tx: Tx,
	{ actor, asked, limit }: { actor: AccountActor; asked: ExportRow; limit: number },
): Promise<OrderLine[]> {
	const { states, search } = searchOf(actor, asked.choice as OrderChoice);
	const lines: OrderLine[] = [];
	let after = { createdAtMs: asked.askedAtMs, id: lastId };
	while (lines.length < limit) {
		const size = Math.min(pageSize, limit - lines.length);
		const page = await tx.orders.page({ states, search, after, limit: size });
		const strays = await tx.strays.ofOrders(page.rows.map(({ order }) => order.id));
		lines.push(...page.rows.map(({ order, payment }) => orderLine(order, payment, strays)));
		const last = page.rows.at(-1)?.order;
		if (!last || page.rows.length < size) break;
		after = { createdAtMs: last.createdAtMs, id: last.id };
	}
	return lines;
}

function cards(call: Call, rows: readonly ExportRow[]): Promise<OrderExportCard[]> {
	return cardsOf(call, rows, ({ choice }) => ({ choice: choice as OrderChoice }));
}
