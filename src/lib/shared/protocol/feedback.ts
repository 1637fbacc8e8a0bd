import * as z from 'zod/mini';
import {
	Feedback,
	feedbackCategories,
	feedbackOffices,
	FeedbackReply,
	feedbackStates,
} from '../domain/feedback/feedback.ts';
import { Id } from './mutation.ts';

/** The id is the phone's: a repeat of the same is the same, and sends nothing a second time. */
export const SendFeedbackInput = z.strictObject({ id: Id, feedback: Feedback });
export type SendFeedbackInput = z.infer<typeof SendFeedbackInput>;

/** What its sender sees. */
export const FeedbackView = z.object({
	id: z.string(),
	category: z.enum(feedbackCategories),
	office: z.enum(feedbackOffices),
	words: z.string(),
	recordId: z.nullable(z.string()),
	/** SHA-256 of each. Absent in what a phone kept from before: none. */
	pictures: z._default(z.array(z.string()), []),
	state: z.enum(feedbackStates),
	answer: z.nullable(z.string()),
	sentAtMs: z.number(),
	answeredAtMs: z.nullable(z.number()),
});
export type FeedbackView = z.infer<typeof FeedbackView>;

/** Newest first. */
export const OwnFeedback = z.object({ feedback: z.array(FeedbackView), atMs: z.number() });
export type OwnFeedback = z.infer<typeof OwnFeedback>;

export const FeedbackQueueInput = z.strictObject({ state: z.enum(feedbackStates) });

/** What the office sees: who wrote, as the account was bound, to answer to. */
const OfficeFeedback = z.object({ ...FeedbackView.shape, name: z.string() });

/** Oldest first; `total` counts all of them. */
export const FeedbackQueue = z.object({ rows: z.array(OfficeFeedback), total: z.number() });
export type FeedbackQueue = z.infer<typeof FeedbackQueue>;

export const TakeFeedbackInput = z.strictObject({ id: Id });
export const AnswerFeedbackInput = z.strictObject({ id: Id, answer: FeedbackReply });
