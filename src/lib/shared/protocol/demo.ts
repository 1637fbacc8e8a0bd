import * as z from 'zod/mini';

/** Demo mode only: moves the server's one business date. */
export const MoveBusinessDateInput = z.strictObject({
	date: z.iso.date().check(z.refine((date) => date >= '2000-01-01' && date <= '2099-12-31')),
});
