import { RefusalError } from '#shared/errors/refusal.ts';
import { maskIdNumber } from '#shared/domain/identity/id-number.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { Scheme } from '#shared/policy/scheme.ts';
import { assert } from '#shared/std/assert.ts';
import { capitalYuan } from '#shared/std/capital-yuan.ts';
import { formatYuan } from '#shared/std/money.ts';
import type { AccountActor } from '../actor.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import type { PaymentRow } from '../payment/order-ports.ts';
import type { Services } from '../ports.ts';

/**
 * The receipt of an order as a PDF, for its owner. An order that is absent, another's or not paid looks the same:
 * throws RefusalError `request.not-found`.
 */
export async function readReceipt(call: {
	services: Services;
	actor: AccountActor;
	orderId: string;
	publicUrl: string;
}): Promise<Uint8Array> {
	const { services, actor, orderId, publicUrl } = call;
	const held = await services.uow.run(actor, async (tx) => {
		const order = await tx.orders.get(orderId);
		if (order?.ownerAccountId !== actor.accountId) return null;
		const payment = await tx.payments.ofOrder(orderId);
		const enrollment = await tx.enrollments.get(order.enrollmentId);
		return payment && enrollment && { order, payment, enrollment };
	});
	if (!held) throw new RefusalError({ code: 'request.not-found' });
	const scheme = schemeById(held.order.schemeId);
	assert(scheme, 'an order has its scheme');
	return services.papers.receipt({
		title: scheme.receipt.title,
		notice: scheme.receipt.notice,
		rows: rowsOf(scheme, held.enrollment, held.payment),
		amountFen: held.payment.paidFen,
		verifyUrl: `${publicUrl}/verify/${held.payment.id}`,
		isDemo: services.businessDate.moment().demo,
		printedOn: services.businessDate.today(),
	});
}

/** The fields of the channel's own slip and record (Y19, Y16). What is not held here is not on the paper. */
function rowsOf(scheme: Scheme, { fields }: EnrollmentRow, payment: PaymentRow) {
	const rows: [string, string | null][] = [
		['缴款金额', `${formatYuan(payment.paidFen)} 元`],
		['大写', capitalYuan(payment.paidFen)],
		['电子税票号码', payment.taxReceiptNumber],
		['缴费人', textOf(fields.name)],
		['证件号码', maskIdNumber(textOf(fields.idNumber) ?? '')],
		['社保经办机构', scheme.receipt.office],
		['所属期', `${payment.periodFrom} 至 ${payment.periodTo}`],
		['征收品目', scheme.receipt.levyItem],
		['税务机关', scheme.receipt.taxAuthority],
		['缴费时间', payment.paidOn],
	];
	return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
