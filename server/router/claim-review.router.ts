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
import { revealNumbers } from '#server/usecase/review/reveal-numbers.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const claimReviewRouter = router({
	queue: signedInProcedure
		.input(ClaimQueueInput)
		.query(({ ctx, input }) => readClaimQueue({ services: ctx.services, actor: ctx.actor, query: input })),

	case: signedInProcedure
		.input(ClaimCaseInput)
		.query(({ ctx, input }) => readClaim({ services: ctx.services, actor: ctx.actor, id: input.id })),

	/** A mutation: it is written down, and no cache may answer it. */
	reveal: signedInProcedure
		.input(ClaimCaseInput)
		.mutation(({ ctx, input }) =>
			revealNumbers({ services: ctx.services, actor: ctx.actor, of: 'claim', id: input.id }),
		),

	check: signedInProcedure
		.input(CheckClaimInput)
		.mutation(({ ctx, input }) => checkClaim({ services: ctx.services, actor: ctx.actor, input })),

	return: signedInProcedure
		.input(ReturnClaimInput)
		.mutation(({ ctx, input }) => returnClaim({ services: ctx.services, actor: ctx.actor, input })),

	process: signedInProcedure
		.input(ProcessClaimInput)
		.mutation(({ ctx, input }) => processClaim({ services: ctx.services, actor: ctx.actor, input })),

	valuate: signedInProcedure
		.input(ValuateClaimInput)
		.mutation(({ ctx, input }) => valuateClaim({ services: ctx.services, actor: ctx.actor, input })),

	approve: signedInProcedure
		.input(ApproveClaimInput)
		.mutation(({ ctx, input }) => approveClaim({ services: ctx.services, actor: ctx.actor, input })),

	reject: signedInProcedure
		.input(RejectClaimInput)
		.mutation(({ ctx, input }) => rejectClaim({ services: ctx.services, actor: ctx.actor, input })),

	undo: signedInProcedure
		.input(UndoClaimInput)
		.mutation(({ ctx, input }) => undoClaim({ services: ctx.services, actor: ctx.actor, input })),
});
