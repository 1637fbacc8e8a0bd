import { readLooks } from '#server/usecase/record/read-looks.usecase.ts';
import { router, signedInProcedure } from './trpc.ts';

export const recordRouter = router({
	/** Looks: who looked at one's own records. */
	looks: signedInProcedure.query(({ ctx }) => readLooks({ services: ctx.services, actor: ctx.actor })),
});
