import * as z from 'zod/mini';

/** Demo mode only: moves the server's one business date. */
export const MoveBusinessDateInput = z.strictObject({ date: z.iso.date() });
