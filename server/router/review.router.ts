import {
	ApproveInput,
	CorrectInput,
	RejectInput,
	ReopenInput,
	ReturnInput,
	ReviewCaseInput,
	SetFactInput,
	ReviewQueueInput,
} from '#shared/protocol/review.ts';
import { pushAtOnce } from '#server/usecase/payment/push-orders.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { correctEnrollment } from '#server/usecase/review/correct-enrollment.usecase.ts';
import { readCase, readQueue } from '#server/usecase/review/read-review.usecase.ts';
import { revealNumbers } from '#server/usecase/review/reveal-numbers.usecase.ts';
import { setFact } from '#server/usecase/review/set-fact.usecase.ts';
import { reopenEnrollment } from '#server/usecase/review/reopen-enrollment.usecase.ts';
import { rejectEnrollment, returnEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

const reviewerProcedure = signedInProcedure;

export const reviewRouter = router({
	queue: reviewerProcedure
		.input(ReviewQueueInput)
		.query(({ ctx, input }) => readQueue({ services: ctx.services, actor: ctx.actor, query: input })),

	case: reviewerProcedure
		.input(ReviewCaseInput)
		.query(({ ctx, input }) => readCase({ services: ctx.services, actor: ctx.actor, id: input.id })),

	/** A mutation: it is written down, and no cache may answer it. */
	reveal: reviewerProcedure
		.input(ReviewCaseInput)
		.mutation(({ ctx, input }) => revealNumbers({ services: ctx.services, actor: ctx.actor, id: input.id })),

	approve: reviewerProcedure.input(ApproveInput).mutation(async ({ ctx, input }) => {
		await approveEnrollment({ services: ctx.services, actor: ctx.actor, input });
		// The reviewer does not wait for the tax side.
		void pushAtOnce(ctx.services, [input.id]);
		return null;
	}),

	return: reviewerProcedure.input(ReturnInput).mutation(async ({ ctx, input }) => {
		await returnEnrollment({ services: ctx.services, actor: ctx.actor, input });
		return null;
	}),

	reject: reviewerProcedure.input(RejectInput).mutation(async ({ ctx, input }) => {
		await rejectEnrollment({ services: ctx.services, actor: ctx.actor, input });
		return null;
	}),

	reopen: reviewerProcedure.input(ReopenInput).mutation(async ({ ctx, input }) => {
		await reopenEnrollment({ services: ctx.services, actor: ctx.actor, input });
		// From now on nobody should be able to pay the void order there.
		void pushAtOnce(ctx.services, [input.id]);
		return null;
	}),

	setFact: reviewerProcedure.input(SetFactInput).mutation(async ({ ctx, input }) => {
		await setFact({ services: ctx.services, actor: ctx.actor, input });
		return null;
	}),

	correct: reviewerProcedure.input(CorrectInput).mutation(async ({ ctx, input }) => {
		await correctEnrollment({ services: ctx.services, actor: ctx.actor, input });
		return null;
	}),
});
