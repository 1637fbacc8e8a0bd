import { router } from './trpc.ts';

/** Everything that a client may call. */
export const appRouter = router({});

export type AppRouter = typeof appRouter;
