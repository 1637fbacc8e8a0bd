import { ConfirmStopInput, LatestStopInput } from '#shared/protocol/stop.ts';
import { confirmStop } from '#server/usecase/stop/confirm-stop.usecase.ts';
import { readLatestStop } from '#server/usecase/stop/read-latest-stop.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const stopRouter = router({
	confirm: signedInProcedure
		.input(ConfirmStopInput)
		.mutation(({ ctx, input }) => confirmStop({ services: ctx.services, actor: ctx.actor, input })),

	latest: signedInProcedure
		.input(LatestStopInput)
		.query(({ ctx, input }) =>
			readLatestStop({ services: ctx.services, actor: ctx.actor, enrollmentId: input.enrollmentId }),
		),
});
