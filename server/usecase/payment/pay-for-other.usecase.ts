import { isOpenOrder } from '#shared/domain/payment/order-state.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { OtherOrder, OtherOrderInput, PaidForList } from '#shared/protocol/payer.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import type { OrderRow } from './order-ports.ts';

const system = { kind: 'system' } as const;
const listLimit = 100;

/**
 * 代他人缴费 (Y19): the order of somebody whose name, ID number and serial one knows, all three. Nothing else of that
 * person comes back; with `begins`, that this account went to pay it is kept for its 代缴记录. Throws RefusalError
 * `request.not-found` when any of the three is wrong, without saying which; `request.too-many`.
 */
export async function payForOther(call: {
	services: Services;
	actor: AccountActor;
	/** Null where it is not known. */
	address: string | null;
	input: OtherOrderInput;
}): Promise<OtherOrder> {
	const { services, actor, address, input } = call;
	await countHits(services, [
		{ limit: limits.payForByAccount, of: actor.accountId },
		{ limit: limits.payForByAddress, of: address },
	]);
	return services.uow.run(system, async (tx) => {
		const order = await orderOf(tx, input);
		if (!order) throw new RefusalError({ code: 'request.not-found' });
		const { accountId } = actor;
		const atMs = services.clock.nowMs();
		if (input.begins && order.ownerAccountId !== accountId) {
			await tx.paidFor.add({ accountId, orderId: order.id, atMs });
			const act = 'payment.for-other';
			await tx.audit.append({ atMs, actor: accountId, act, subject: order.id, detail: {} });
		}
		const { state, paidAtMs } = await standing(tx, order);
		const payUrl = state === 'to-pay' ? services.gateway.payUrl(order.id) : null;
		return { ...shown(order), state, paidAtMs, payUrl };
	});
}

/** 代缴记录: the orders that this account went to pay for others. That is not to say that it paid them. */
export async function readPaidFor(call: { services: Services; actor: AccountActor }): Promise<PaidForList> {
	const { services, actor } = call;
	return services.uow.run(system, async (tx) => {
		const begun = await tx.paidFor.ofAccount(actor.accountId, listLimit);
		const orders = new Map(
			(await tx.orders.getMany(begun.map(({ orderId }) => orderId))).map((order) => [order.id, order]),
		);
		const rows = [];
		for (const { orderId, atMs } of begun) {
			const order = orders.get(orderId);
			if (order) rows.push({ ...shown(order), ...(await standing(tx, order)), begunAtMs: atMs });
		}
		return { rows };
	});
}

function shown({ serial, payerNameMasked: nameMasked, schemeId, insuranceYear, amountFen }: OrderRow) {
	return { serial, nameMasked, schemeId, insuranceYear, amountFen };
}

/** As much as somebody needs who pays, so that nobody pays twice. */
async function standing(tx: Tx, order: OrderRow): Promise<Pick<OtherOrder, 'state' | 'paidAtMs'>> {
	const payment = await tx.payments.ofOrder(order.id);
	if (payment) return { state: 'paid', paidAtMs: payment.paidAtMs };
	if (order.voidedAtMs !== null) return { state: 'void', paidAtMs: null };
	const isPayable = isOpenOrder(order.state) && order.fee.payNow && order.acknowledgedAtMs !== null;
	return { state: isPayable ? 'to-pay' : 'not-now', paidAtMs: null };
}

async function orderOf(tx: Tx, input: OtherOrderInput): Promise<OrderRow | null> {
	const order = await tx.orders.ofSerial(input.serial);
	const enrollment = order && (await tx.enrollments.get(order.enrollmentId));
	if (!order || !enrollment) return null;
	const { name, idNumber } = enrollment.fields;
	const isSame = plain(name) === plain(input.name) && plain(idNumber) === plain(input.idNumber);
	return isSame ? order : null;
}

/** Full-width signs and small letters are no difference. */
function plain(text: unknown): string {
	return String(text ?? '')
		.normalize('NFKC')
		.replaceAll(/\s/g, '')
		.toUpperCase();
}
