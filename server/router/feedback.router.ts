import {
	AnswerFeedbackInput,
	FeedbackQueueInput,
	SendFeedbackInput,
	TakeFeedbackInput,
} from '#shared/protocol/feedback.ts';
import { answerFeedback, takeFeedback } from '#server/usecase/feedback/handle-feedback.usecase.ts';
import { readFeedbackQueue, readOwnFeedback } from '#server/usecase/feedback/read-feedback.usecase.ts';
import { sendFeedback } from '#server/usecase/feedback/send-feedback.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const feedbackRouter = router({
	send: signedInProcedure
		.input(SendFeedbackInput)
		.mutation(({ ctx, input }) => sendFeedback({ services: ctx.services, actor: ctx.actor, input })),

	own: signedInProcedure.query(({ ctx }) => readOwnFeedback({ services: ctx.services, actor: ctx.actor })),

	queue: signedInProcedure
		.input(FeedbackQueueInput)
		.query(({ ctx, input }) =>
			readFeedbackQueue({ services: ctx.services, actor: ctx.actor, state: input.state }),
		),

	take: signedInProcedure
		.input(TakeFeedbackInput)
		.mutation(({ ctx, input }) => takeFeedback({ services: ctx.services, actor: ctx.actor, id: input.id })),

	answer: signedInProcedure
		.input(AnswerFeedbackInput)
		.mutation(({ ctx, input }) => answerFeedback({ services: ctx.services, actor: ctx.actor, ...input })),
});
