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
import {
	PlanBulkInput,
	ReleaseCaseInput,
	RemoveViewInput,
	ReviewFilter,
	ReviewFindInput,
	RunBulkInput,
	SaveViewInput,
	TakeCaseInput,
} from '#shared/protocol/review-desk.ts';
import { pushAtOnce } from '#server/usecase/payment/push-orders.usecase.ts';
import { approveEnrollment } from '#server/usecase/review/approve-enrollment.usecase.ts';
import { correctEnrollment } from '#server/usecase/review/correct-enrollment.usecase.ts';
import { planApprovals, runApprovals } from '#server/usecase/review/approve-many.usecase.ts';
import { findCases } from '#server/usecase/review/find-cases.usecase.ts';
import { releaseCase, takeCase, takeNext } from '#server/usecase/review/hold-case.usecase.ts';
import { readViews, removeView, saveView } from '#server/usecase/review/keep-view.usecase.ts';
import { readStatistics } from '#server/usecase/review/read-statistics.usecase.ts';
import { readCase } from '#server/usecase/review/read-review.usecase.ts';
import { revealNumbers } from '#server/usecase/review/reveal-numbers.usecase.ts';
import { setFact } from '#server/usecase/review/set-fact.usecase.ts';
import { reopenEnrollment } from '#server/usecase/review/reopen-enrollment.usecase.ts';
import { rejectEnrollment, returnEnrollment } from '#server/usecase/review/return-or-reject.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

const reviewerProcedure = signedInProcedure;

export const reviewRouter = router({
	/** For apps of before `find`. */
	queue: reviewerProcedure
		.input(ReviewQueueInput)
		.query(({ ctx, input }) => findCases({ services: ctx.services, actor: ctx.actor, query: input })),

	/** Changes nothing; but a search may hold a name, and what a GET asks stands in its address. */
	find: reviewerProcedure
		.input(ReviewFindInput)
		.mutation(({ ctx, input }) => findCases({ services: ctx.services, actor: ctx.actor, query: input })),

	views: reviewerProcedure.query(({ ctx }) => readViews({ services: ctx.services, actor: ctx.actor })),

	saveView: reviewerProcedure
		.input(SaveViewInput)
		.mutation(({ ctx, input }) => saveView({ services: ctx.services, actor: ctx.actor, input })),

	removeView: reviewerProcedure
		.input(RemoveViewInput)
		.mutation(({ ctx, input }) => removeView({ services: ctx.services, actor: ctx.actor, id: input.id })),

	take: reviewerProcedure.input(TakeCaseInput).mutation(async ({ ctx, input }) => {
		await takeCase({ services: ctx.services, actor: ctx.actor, input });
		return null;
	}),

	takeNext: reviewerProcedure.input(ReviewFilter).mutation(async ({ ctx, input }) => ({
		id: await takeNext({ services: ctx.services, actor: ctx.actor, filter: input }),
	})),

	release: reviewerProcedure.input(ReleaseCaseInput).mutation(async ({ ctx, input }) => {
		await releaseCase({ services: ctx.services, actor: ctx.actor, id: input.id });
		return null;
	}),

	statistics: reviewerProcedure.query(({ ctx }) =>
		readStatistics({ services: ctx.services, actor: ctx.actor }),
	),

	planApprovals: reviewerProcedure
		.input(PlanBulkInput)
		.mutation(({ ctx, input }) =>
			planApprovals({ services: ctx.services, actor: ctx.actor, ids: input.ids }),
		),

	runApprovals: reviewerProcedure.input(RunBulkInput).mutation(async ({ ctx, input }) => {
		const bulk = await runApprovals({ services: ctx.services, actor: ctx.actor, id: input.id });
		const approved = bulk.items.flatMap(({ id, result }) => (result === 'approved' ? [id] : []));
		void pushAtOnce(ctx.services, approved);
		return bulk;
	}),

	case: reviewerProcedure
		.input(ReviewCaseInput)
		.query(({ ctx, input }) => readCase({ services: ctx.services, actor: ctx.actor, id: input.id })),

	/** A mutation: it is written down, and no cache may answer it. */
	reveal: reviewerProcedure
		.input(ReviewCaseInput)
		.mutation(({ ctx, input }) =>
			revealNumbers({ services: ctx.services, actor: ctx.actor, of: 'enrollment', id: input.id }),
		),

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
