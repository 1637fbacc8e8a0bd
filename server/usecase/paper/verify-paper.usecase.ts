import { RefusalError } from '#shared/errors/error-codes.ts';
import type { PaperVerdict } from '#shared/protocol/paper.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { assert } from '#shared/std/assert.ts';
import { countHits, limits } from '../account/limits.ts';
import type { Services } from '../ports.ts';

/**
 * Whether a receipt is ours, for whoever holds it: what stands on it, the name masked as it is there. The code is in no
 * other place than on the paper. Throws RefusalError `request.not-found`, `request.too-many`.
 */
export async function verifyPaper(call: {
	services: Services;
	code: string;
	address: string;
}): Promise<PaperVerdict> {
	const { services, code, address } = call;
	await countHits(services, [{ limit: limits.verifyByAddress, of: address }]);
	const held = await services.uow.run({ kind: 'system' }, async (tx) => {
		const payment = await tx.payments.get(code);
		return payment && { payment, order: await tx.orders.get(payment.orderId) };
	});
	if (!held?.order) throw new RefusalError({ code: 'request.not-found' });
	const { payment, order } = held;
	const scheme = schemeById(order.schemeId);
	assert(scheme, 'an order has its scheme');
	return {
		title: scheme.receipt.title,
		amountFen: payment.paidFen,
		taxReceiptNumber: payment.taxReceiptNumber,
		payerMasked: order.payerNameMasked,
		periodFrom: payment.periodFrom,
		periodTo: payment.periodTo,
		paidOn: payment.paidOn,
		demo: services.businessDate.moment().demo,
	};
}
