import { RefusalError } from '#shared/errors/error-codes.ts';
import type { OrderList, SchoolProgress } from '#shared/protocol/office.ts';
import type { AccountActor } from '../actor.ts';
import { parseAfter } from '../page-after.ts';
import type { Services } from '../ports.ts';

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

/** A clerk's page of orders, newest first. The look is written down; no row holds a full name or an ID number. */
export async function readOrders(call: {
	services: Services;
	actor: AccountActor;
	after: string | undefined;
}): Promise<OrderList> {
	const { services, actor } = call;
	const from = parseAfter(call.after);
	const after = from && { createdAtMs: from.atMs, id: from.id };
	return services.uow.run(actor, async (tx) => {
		const page = await tx.orders.page(after, pageSize + 1);
		const shown = page.rows.slice(0, pageSize);
		const last = shown.at(-1)?.order;
		const rows = shown.map(({ order, payment }) => ({
			id: order.id,
			serial: order.serial,
			nameMasked: order.payerNameMasked,
			schoolCode: order.schoolCode,
			state: order.state,
			amountFen: order.amountFen,
			taxReceiptNumber: payment?.taxReceiptNumber ?? null,
			createdAtMs: order.createdAtMs,
			paidAtMs: payment?.paidAtMs ?? null,
		}));
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'office.orders',
			subject: null,
			detail: { rows: rows.length },
		});
		const more = page.rows.length > pageSize;
		return { rows, next: more && last ? `${last.createdAtMs}.${last.id}` : null, total: page.total };
	});
}
