/** Entries that a school prepares from its roster, for the students themselves to take over as drafts of their own. */
import * as z from 'zod/mini';
import { DraftFields } from '../domain/enrollment/fields.ts';

/** Of the school, a college or a class. */
export const PrepareListInput = z.strictObject({
	schemeId: z.string().check(z.minLength(1), z.maxLength(60)),
	college: z.optional(z.string().check(z.maxLength(200))),
	className: z.optional(z.string().check(z.maxLength(200))),
});
export type PrepareListInput = z.infer<typeof PrepareListInput>;

/** `notDone` counts who is absent, another school's, accounted for or prepared already; who is of the school and without a document too. */
export const PrepareResult = z.object({ done: z.number(), notDone: z.number(), noDocument: z.number() });
export type PrepareResult = z.infer<typeof PrepareResult>;

/** What a school prepared for the person who asks, or was taken down at the centre's window: which fields, not what stands in them. */
const PreparedEntry = z.object({
	/** Absent: by the school. */
	by: z.optional(z.enum(['school', 'window'])),
	schoolCode: z.string(),
	schemeId: z.string(),
	preparedAtMs: z.number(),
	/** From the roster, or as they were said at the window. */
	fields: z.array(z.string()),
});
export type PreparedEntry = z.infer<typeof PreparedEntry>;
export const PreparedEntries = z.array(PreparedEntry);

/** Names the school and its scheme alone: whose it is the account says. */
export const TakePreparedInput = z.strictObject({
	schoolCode: z.string().check(z.minLength(1), z.maxLength(60)),
	schemeId: z.string().check(z.minLength(1), z.maxLength(60)),
});
export type TakePreparedInput = z.infer<typeof TakePreparedInput>;

export const TakenEntry = z.object({ schoolCode: z.string(), schemeId: z.string(), fields: DraftFields });
export type TakenEntry = z.infer<typeof TakenEntry>;
