import { MoveBusinessDateInput } from '#shared/protocol/demo.ts';
import { moveBusinessDate } from '#server/usecase/moment/move-business-date.usecase.ts';
import { publicProcedure, router } from './trpc.ts';

/** In production every call answers `demo.not-available`. */
export const demoRouter = router({
	moveBusinessDate: publicProcedure
		.input(MoveBusinessDateInput)
		.mutation(({ ctx, input }) => moveBusinessDate(ctx.services, input.date)),
});
