import { accountRouter } from './account.router.ts';
import { demoRouter } from './demo.router.ts';
import { statusRouter } from './status.router.ts';
import { router } from './trpc.ts';

/** Everything that a client may call. */
export const appRouter = router({
	status: statusRouter,
	account: accountRouter,
	demo: demoRouter,
});

export type AppRouter = typeof appRouter;
