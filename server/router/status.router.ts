import { publicProcedure, router } from './trpc.ts';

export const statusRouter = router({
	/** The server's time and the business date: ServerMoment. */
	moment: publicProcedure.query(({ ctx }) => ctx.services.businessDate.moment()),
});
