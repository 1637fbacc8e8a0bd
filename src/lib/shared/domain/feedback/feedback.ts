/*
 * 反馈投诉: what a person tells the office or their school, and what becomes of it.
 *
 *   submitted (已提交) ──take──▶ taken (处理中) ──answer──▶ answered (已答复)
 *        └──────────────────────answer─────────────────────▲
 *
 * What was answered is answered once; who has more to say writes anew.
 */
import * as z from 'zod/mini';
import { sha256Pattern } from '../../std/hash.ts';
import { err, ok, type Result } from '../../std/result.ts';
import { Text } from '../text.ts';

export const feedbackCategories = ['enrollment', 'payment', 'claim', 'app', 'complaint', 'other'] as const;
export const feedbackStates = ['submitted', 'taken', 'answered'] as const;
export type FeedbackState = (typeof feedbackStates)[number];
export const feedbackActs = ['take', 'answer'] as const;
type FeedbackAct = (typeof feedbackActs)[number];
export const feedbackOffices = ['centre', 'school'] as const;

export const maxFeedbackWords = 1_000;
const Words = Text(maxFeedbackWords).check(z.refine((words) => words.trim() !== '', 'no words'));

/** Screenshots and photos. */
export const maxFeedbackPictures = 3;

export const Feedback = z.strictObject({
	category: z.enum(feedbackCategories),
	/** Who is to answer: the insurance centre, or the school of the named enrollment. */
	office: z.enum(feedbackOffices),
	words: Words,
	/** One of the sender's own enrollments or claims that it is about. */
	recordId: z.nullable(z.uuid()),
	/** Pictures by their SHA-256, which the server holds before it takes this. A phone's older app sends none. */
	pictures: z._default(
		z.array(z.string().check(z.regex(sha256Pattern))).check(z.maxLength(maxFeedbackPictures)),
		[],
	),
});
export type Feedback = z.infer<typeof Feedback>;

export const FeedbackReply = Words;

const transitions: Record<FeedbackState, Partial<Record<FeedbackAct, FeedbackState>>> = {
	submitted: { take: 'taken', answer: 'answered' },
	taken: { answer: 'answered' },
	answered: {},
};

/** The next state, or `feedback.handled-already` when there is none. */
export function nextFeedbackState(
	state: FeedbackState,
	act: FeedbackAct,
): Result<FeedbackState, 'feedback.handled-already'> {
	const next = transitions[state][act];
	return next ? ok(next) : err('feedback.handled-already');
}
