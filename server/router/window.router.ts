import { WindowEntryInput } from '#shared/protocol/window.ts';
import { readTakenDown, takeDown } from '#server/usecase/window/take-down.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

/** The insurance centre's window. */
export const windowRouter = router({
	takeDown: signedInProcedure
		.input(WindowEntryInput)
		.mutation(({ ctx, input }) => takeDown({ services: ctx.services, actor: ctx.actor, input })),

	entries: signedInProcedure.query(({ ctx }) => readTakenDown({ services: ctx.services, actor: ctx.actor })),
});
