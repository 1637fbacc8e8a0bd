import { VerifyPaperInput } from '#shared/protocol/paper.ts';
import { verifyPaper } from '#server/usecase/paper/verify-paper.usecase.ts';
import { publicProcedure, router } from './trpc.ts';

export const paperRouter = router({
	verify: publicProcedure
		.input(VerifyPaperInput)
		.query(({ ctx, input }) =>
			verifyPaper({ services: ctx.services, code: input.code, address: ctx.request.caller.address }),
		),
});
