/** What a student's own account asks about what a volunteer entered, by the number on the receipt. */
import * as z from 'zod/mini';
import { enrollmentStates } from '../domain/enrollment/state.ts';
import { Id } from './mutation.ts';

export const EntryInput = z.strictObject({ id: Id });

export const EntryStatus = z.object({
	id: z.string(),
	/** Where it was entered. Absent: at a drive. */
	at: z.optional(z.enum(['drive', 'window'])),
	/** Empty at the window. */
	driveTitle: z.string(),
	day: z.string(),
	receivedAtMs: z.number(),
	state: z.enum(enrollmentStates),
	/** The consent given at the table can be taken back: what was entered is deleted then. */
	canWithdraw: z.boolean(),
});
export type EntryStatus = z.infer<typeof EntryStatus>;
