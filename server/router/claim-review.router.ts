import {
	ApproveClaimInput,
	CheckClaimInput,
	ClaimCaseInput,
	ClaimQueueInput,
	ProcessClaimInput,
	RejectClaimInput,
	ReturnClaimInput,
	UndoClaimInput,
	ValuateClaimInput,
} from '#shared/protocol/claim-review.ts';
import { approveClaim, undoClaim } from '#server/usecase/claim-review/confirm-claim.usecase.ts';
import { checkClaim, rejectClaim, returnClaim } from '#server/usecase/claim-review/judge-papers.usecase.ts';
import { processClaim, valuateClaim } from '#server/usecase/claim-review/price-claim.usecase.ts';
import { readClaim, readClaimQueue } from '#server/usecase/claim-review/read-claims.usecase.ts';
import { router, staffProcedure } from './trpc.ts';

const reviewerProcedure = staffProcedure('reviewer');

export const claimReviewRouter = router({
	queue: reviewerProcedure
		.input(ClaimQueueInput)
		.query(({ ctx, input }) => readClaimQueue({ services: ctx.services, actor: ctx.actor, query: input })),

	case: reviewerProcedure
		.input(ClaimCaseInput)
		.query(({ ctx, input }) => readClaim({ services: ctx.services, actor: ctx.actor, id: input.id })),

	check: reviewerProcedure
		.input(CheckClaimInput)
		.mutation(({ ctx, input }) => checkClaim({ services: ctx.services, actor: ctx.actor, input })),

	return: reviewerProcedure
		.input(ReturnClaimInput)
		.mutation(({ ctx, input }) => returnClaim({ services: ctx.services, actor: ctx.actor, input })),

	process: reviewerProcedure
		.input(ProcessClaimInput)
		.mutation(({ ctx, input }) => processClaim({ services: ctx.services, actor: ctx.actor, input })),

	valuate: reviewerProcedure
		.input(ValuateClaimInput)
		.mutation(({ ctx, input }) => valuateClaim({ services: ctx.services, actor: ctx.actor, input })),

	approve: reviewerProcedure
		.input(ApproveClaimInput)
		.mutation(({ ctx, input }) => approveClaim({ services: ctx.services, actor: ctx.actor, input })),

	reject: reviewerProcedure
		.input(RejectClaimInput)
		.mutation(({ ctx, input }) => rejectClaim({ services: ctx.services, actor: ctx.actor, input })),

	undo: reviewerProcedure
		.input(UndoClaimInput)
		.mutation(({ ctx, input }) => undoClaim({ services: ctx.services, actor: ctx.actor, input })),
});
