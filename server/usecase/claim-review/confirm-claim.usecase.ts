import { RefusalError } from '#shared/errors/refusal.ts';
import type { ApproveClaimInput, UndoClaimInput } from '#shared/protocol/claim-review.ts';
import { assert } from '#shared/std/assert.ts';
import { paidEarlier } from './year-totals.ts';
import { actOnClaim, type ReviewCall } from './lock-claim.ts';

/**
 * 准予报销: the amount is confirmed; above the configured one by another person than set it.
 * Throws as `actOnClaim`, and RefusalError `claim.second-person`, `claim.amount-out-of-range` (the year's other claims leave
 * less by now).
 */
export function approveClaim(call: ReviewCall<ApproveClaimInput>): Promise<void> {
	const { services, actor } = call;
	return actOnClaim(call, 'approve', async (tx, row) => {
		const acts = await tx.claimActs.list(row.id);
		const valuedBy = acts.findLast(({ content }) => content.act === 'valuate')?.accountId;
		assert(row.valuation && valuedBy, 'a valuated claim has its amount');
		const { approvedFen, capFen } = row.valuation;
		// Another claim of the same person may have been priced since.
		if (capFen !== null && approvedFen > capFen - (await paidEarlier(tx, row))) {
			throw new RefusalError({ code: 'claim.amount-out-of-range' });
		}
		const isSecondPerson = valuedBy !== actor.accountId;
		if (!isSecondPerson && approvedFen > services.claimReview.secondPersonAboveFen) {
			throw new RefusalError({ code: 'claim.second-person' });
		}
		return {
			act: { act: 'approve', approvedFen, isSecondPerson },
			row: { decidedOn: services.businessDate.today() },
			detail: { approvedFen, isSecondPerson },
			tells: 'claim-approved',
		};
	});
}

/** 撤销: what was decided is taken back with its reason; the acts stay, and the claim is judged once more. Throws as `actOnClaim`. */
export function undoClaim(call: ReviewCall<UndoClaimInput>): Promise<void> {
	const { code, words } = call.input;
	return actOnClaim(call, 'undo', async (_tx, row) => {
		const from = row.state;
		// An amount that nobody has confirmed was never told to its owner.
		const wasTold = from !== 'valuated';
		return {
			act: { act: 'undo', code, words: words.trim(), from },
			row: { valuation: null, decidedOn: null },
			detail: { code, from },
			...(wasTold ? { tells: 'claim-reopened' as const } : {}),
		};
	});
}
