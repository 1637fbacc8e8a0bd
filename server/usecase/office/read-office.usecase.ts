import { RefusalError } from '#shared/errors/refusal.ts';
import type { MoneyTotals, OrderList, OrderSearchInput, SchoolProgress } from '#shared/protocol/office.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor, Actor } from '../actor.ts';
import { parseAfter } from '../page-after.ts';
import type { Services } from '../ports.ts';
import { heldMoney, orderLine } from './order-line.ts';
import { searchOf } from './order-search.ts';

/** Beyond it, that there are more. */
const mostCounted = 20_000;
const pageSize = 50;

/** Counts of the administrator's own school, drafts left out. Throws `request.not-found` without a school. */
export async function readSchoolProgress(call: {
	services: Services;
	actor: AccountActor;
}): Promise<SchoolProgress> {
	const { services, actor } = call;
	const { schoolCode } = actor;
	if (!schoolCode) throw new RefusalError({ code: 'request.not-found' });
	return services.uow.run(actor, async (tx) => {
		const byState = await tx.enrollments.countByState(schoolCode);
		return { schoolCode, byState, paid: await tx.orders.countPaid(schoolCode) };
	});
}

export const totalsLimit = 5_000;

/** What was paid by school, day and way of paying. The look is written down. */
export async function readTotals(call: { services: Services; actor: AccountActor }): Promise<MoneyTotals> {
	const { services, actor } = call;
	return services.uow.run(actor, async (tx) => {
		const rows = await tx.orders.totals(totalsLimit);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'office.money-totals',
			subject: null,
			detail: { rows: rows.length },
		});
		return { rows };
	});
}

/**
 * A clerk's page of orders, newest first. The look is written down; no row holds a full name or an ID number. Throws
 * RefusalError `request.too-many` for searches.
 */
export async function readOrders(call: {
	services: Services;
	actor: AccountActor;
	query: OrderSearchInput;
}): Promise<OrderList> {
	const { services, actor, query } = call;
	const from = parseAfter(query.after);
	const after = from && { createdAtMs: from.atMs, id: from.id };
	const { states, search } = searchOf(query);
	// A name is in the enrollment, which no clerk may see: it is compared for them, and no more of it comes back.
	const reader: Actor = search.text === null ? actor : { kind: 'system' };
	if (search.text !== null)
		await countHits(services, [{ limit: limits.searchByAccount, of: actor.accountId }]);
	return services.uow.run(reader, async (tx) => {
		const page = await tx.orders.page({ states, search, after, limit: pageSize + 1 });
		const shown = page.rows.slice(0, pageSize);
		const last = shown.at(-1)?.order;
		const strays = await tx.strays.ofOrders(shown.map(({ order }) => order.id));
		const unmatched = after ? [] : await tx.strays.ofNoOrder(pageSize);
		const rows = shown.map(({ order, payment }) => orderLine(order, payment, strays));
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'office.orders',
			subject: null,
			detail: { rows: rows.length, isSearch: search.text !== null },
		});
		const more = page.rows.length > pageSize;
		const next = more && last ? `${last.createdAtMs}.${last.id}` : null;
		const total = Math.min(page.total, mostCounted);
		return { rows, next, total, isMore: page.total > total, unmatched: unmatched.map(heldMoney) };
	});
}
