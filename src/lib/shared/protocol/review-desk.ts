/** The reviewer's list and what is done with it: found, taken, kept under a name, approved in numbers. */
import * as z from 'zod/mini';
import { enrollmentOutcomes } from '../domain/decision/decision.ts';
import { enrollmentStates } from '../domain/enrollment/state.ts';
import {
	bulkResults,
	caseFlags,
	caseHands,
	likenesses,
	maxBulk,
	maxViewName,
	maxViews,
	passedOverReasons,
	waitedDays,
} from '../domain/review/desk.ts';
import { Text } from '../domain/text.ts';
import { Id } from './mutation.ts';

/** All of it may be left out: then every case that was ever submitted. */
const filterShape = {
	state: z.optional(z.enum(enrollmentStates)),
	schemeId: z.optional(Text(60)),
	schoolCode: z.optional(Text(60)),
	flag: z.optional(z.enum(caseFlags)),
	hands: z.optional(z.enum(caseHands)),
	waitedDays: z.optional(z.literal([...waitedDays])),
};
export const ReviewFilter = z.strictObject(filterShape);
export type ReviewFilter = z.infer<typeof ReviewFilter>;

export const ReviewFindInput = z.strictObject({
	...filterShape,
	/** The beginning of a name or a student number, or a whole case number. */
	text: z.optional(Text(60)),
	after: z.optional(z.string().check(z.maxLength(100))),
});
export type ReviewFindInput = z.infer<typeof ReviewFindInput>;

/** A row holds no ID number. */
export const ReviewQueueRow = z.object({
	id: z.string(),
	caseNumber: z.string(),
	name: z.string(),
	schoolCode: z.string(),
	schemeId: z.string(),
	state: z.enum(enrollmentStates),
	outcome: z.nullable(z.enum(enrollmentOutcomes)),
	findingCount: z.number(),
	submittedAtMs: z.number(),
	isClean: z.boolean(),
	isSampled: z.boolean(),
	/** Of whom the reader took down at the window: another reviewer's to judge. */
	isOwnEntry: z.boolean(),
	/** In whose hands it is now. */
	hands: z.enum(caseHands),
});
export type ReviewQueueRow = z.infer<typeof ReviewQueueRow>;

export const ReviewQueue = z.object({
	rows: z.array(ReviewQueueRow),
	next: z.nullable(z.string()),
	/** Counted up to a limit; beyond it, more than this. */
	total: z.number(),
	isMore: z.boolean(),
});
export type ReviewQueue = z.infer<typeof ReviewQueue>;

/** Of the last weeks; a week is named by its Monday. No person is named. */
export const ReviewStatistics = z.object({
	reasons: z.array(
		z.object({
			act: z.enum(['returned', 'rejected']),
			code: z.string(),
			schemeId: z.string(),
			schoolCode: z.string(),
			week: z.string(),
			count: z.number(),
		}),
	),
	/** Of one scheme or one school; of every case where both are null. */
	waiting: z.array(
		z.object({
			week: z.string(),
			schemeId: z.nullable(z.string()),
			schoolCode: z.nullable(z.string()),
			count: z.number(),
			medianMs: z.number(),
		}),
	),
});
export type ReviewStatistics = z.infer<typeof ReviewStatistics>;

const ReviewView = z.object({ id: z.string(), name: z.string(), filter: ReviewFilter });
export type ReviewView = z.infer<typeof ReviewView>;
export const ReviewViews = z.array(ReviewView).check(z.maxLength(maxViews));
/** The same name again replaces the view. */
export const SaveViewInput = z.strictObject({
	name: Text(maxViewName).check(z.refine((name) => name.trim() !== '', 'no name')),
	filter: ReviewFilter,
});
export type SaveViewInput = z.infer<typeof SaveViewInput>;
export const RemoveViewInput = z.strictObject({ id: Id });

/** `despiteHolder`: it is known that another reviewer has it in hand. */
export const TakeCaseInput = z.strictObject({ id: Id, despiteHolder: z.optional(z.literal(true)) });
export type TakeCaseInput = z.infer<typeof TakeCaseInput>;
export const ReleaseCaseInput = z.strictObject({ id: Id });
export const NextCase = z.object({ id: z.nullable(z.string()) });
export type NextCase = z.infer<typeof NextCase>;

export const CaseHold = z.object({ isMine: z.boolean(), untilMs: z.number() });

/** Another record of the same person, or with the same student number at the school, or the same phone. */
export const AlikeCase = z.object({
	id: z.string(),
	caseNumber: z.string(),
	name: z.string(),
	schoolCode: z.string(),
	state: z.enum(enrollmentStates),
	likenesses: z.array(z.enum(likenesses)),
});
export type AlikeCase = z.infer<typeof AlikeCase>;

export const PlanBulkInput = z.strictObject({ ids: z.array(Id).check(z.minLength(1), z.maxLength(maxBulk)) });
export const RunBulkInput = z.strictObject({ id: Id });

/** Each case of an approval of many, and how far it has come. */
export const BulkApproval = z.object({
	id: z.string(),
	items: z.array(
		z.object({
			id: z.string(),
			caseNumber: z.string(),
			name: z.string(),
			result: z.enum(bulkResults),
			reason: z.nullable(z.enum(passedOverReasons)),
		}),
	),
	/** As planned: left out, because whoever asks took the person down at the window. */
	ownEntries: z.optional(z.number()),
});
export type BulkApproval = z.infer<typeof BulkApproval>;
