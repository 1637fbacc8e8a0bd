import { maskName } from '#shared/domain/identity/name.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { PaperVerdict } from '#shared/protocol/paper.ts';
import { schemeById } from '#shared/policy/registry.ts';
import { assert } from '#shared/std/assert.ts';
import { countHits, limits } from '../account/limits.ts';
import type { Services } from '../ports.ts';
import { decisionOfCode, standingDecision } from './decision-code.ts';
import { decisionTitle } from './read-decision.usecase.ts';

interface Verification {
	services: Services;
	code: string;
	address: string;
}

/**
 * Whether a paper is ours, for whoever holds it: what stands on it, the name masked. The code is in no other place
 * than on the paper. Throws RefusalError `request.not-found`, `request.too-many`.
 */
export async function verifyPaper(call: Verification): Promise<PaperVerdict> {
	const { services, code, address } = call;
	await countHits(services, [{ limit: limits.verifyByAddress, of: address }]);
	return code.includes('.') ? verifyDecision(services, code) : verifyReceipt(services, code);
}

async function verifyReceipt(services: Services, code: string): Promise<PaperVerdict> {
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

async function verifyDecision(services: Services, code: string): Promise<PaperVerdict> {
	const claimId = code.slice(0, code.indexOf('.'));
	const held = await services.uow.run({ kind: 'system' }, async (tx) => {
		const row = await tx.claims.get(claimId);
		return row && { row, acts: await tx.claimActs.list(claimId) };
	});
	const act = held && (await decisionOfCode(services, { claimId, code, acts: held.acts }));
	if (!held || !act) throw new RefusalError({ code: 'request.not-found' });
	const { content } = act;
	const stands = standingDecision(held.acts) === act;
	return {
		kind: 'decision',
		title: decisionTitle,
		outcome: content.act === 'approve' ? 'approved' : 'rejected',
		approvedFen: content.act === 'approve' ? content.approvedFen : null,
		claimantMasked: maskName(held.row.claimant?.name ?? ''),
		decidedOn: stands ? held.row.decidedOn : null,
		stands,
		demo: services.businessDate.moment().demo,
	};
}
