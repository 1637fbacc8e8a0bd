import * as z from 'zod/mini';
import { Finding, TraceStep, UsedFact, enrollmentOutcomes } from '../domain/decision/decision.ts';
import { RegisterCheck, settableFacts } from '../domain/decision/register-check.ts';
import { enrollmentStates } from '../domain/enrollment/state.ts';
import { DraftFields } from '../domain/enrollment/fields.ts';
import { CorrectionChanges, correctionCodes } from '../domain/review/correction.ts';
import {
	NeededWords,
	ReturnReasons,
	ReviewWord,
	rejectCodes,
	reopenCodes,
} from '../domain/review/reasons.ts';
import { Text } from '../domain/text.ts';
import { Id } from './mutation.ts';
import { AlikeCase, CaseHold } from './review-desk.ts';
import { EnrollmentView, OrderView } from './view.ts';

/** For apps of before `find`. */
export const ReviewQueueInput = z.strictObject({
	state: z.enum(enrollmentStates),
	schoolCode: z.optional(Text(60)),
	after: z.optional(z.string().check(z.maxLength(100))),
});

/** What a case shows masked, in full. */
export const RevealedNumbers = z.object({
	id: z.string(),
	fields: z.record(z.string(), z.string()),
	letterText: z.nullable(z.string()),
});
export type RevealedNumbers = z.infer<typeof RevealedNumbers>;

export const ReviewCaseInput = z.strictObject({ id: Id });

export const Evaluation = z.object({
	id: z.string(),
	schemeVersion: z.string(),
	outcome: z.enum(enrollmentOutcomes),
	findings: z.array(Finding),
	facts: z.array(UsedFact),
	trace: z.array(TraceStep),
	cites: z.array(z.string()),
	atMs: z.number(),
	/** How far asking the registers had come. Absent: nobody had answered yet. */
	checks: z.optional(z.array(RegisterCheck)),
});
export type Evaluation = z.infer<typeof Evaluation>;

/** What was submitted, as it was then. */
export const SubmittedContent = z.object({
	schemeId: z.string(),
	schoolCode: z.string(),
	fields: DraftFields,
	signatureHash: z.nullable(z.string()),
	atMs: z.number(),
});
export type SubmittedContent = z.infer<typeof SubmittedContent>;

export const ReviewCase = z.object({
	enrollment: EnrollmentView,
	/** The letter's exact text as signed; null where the scheme has none. */
	letterText: z.nullable(z.string()),
	evaluations: z.array(Evaluation),
	order: z.nullable(OrderView),
	/** Returns and rejections, oldest first. */
	reviews: z.array(ReviewWord),
	/** The content that the newest of them was about; null where there is none. */
	reviewed: z.nullable(SubmittedContent),
	history: z.array(z.object({ act: z.string(), atMs: z.number(), by: z.string() })),
	/** Who has it in hand; null: nobody. */
	hold: z.nullable(CaseHold),
	/** 抽查: set aside from an approval of many. */
	isSampled: z.boolean(),
	/** Of whom the reader took down at the window: another reviewer's to judge. */
	isOwnEntry: z.boolean(),
	alike: z.array(AlikeCase),
});
export type ReviewCase = z.infer<typeof ReviewCase>;

export const ApproveInput = z.strictObject({
	id: Id,
	/** The evaluation that the reviewer saw; another newest one refuses with `enrollment.content-changed`. */
	evaluationId: Id,
	/** It is known that another reviewer has the case in hand; without it, that refuses with `review.held`. */
	despiteHolder: z.optional(z.literal(true)),
});
export type ApproveInput = z.infer<typeof ApproveInput>;

export const ReturnInput = z.strictObject({ ...ApproveInput.shape, reasons: ReturnReasons });
export type ReturnInput = z.infer<typeof ReturnInput>;

/** Always a person's word, with what the student can do now. */
export const RejectInput = z.strictObject({
	...ApproveInput.shape,
	code: z.enum(rejectCodes),
	words: NeededWords,
});
export type RejectInput = z.infer<typeof RejectInput>;

/** 重新打开: an approval is taken back before any payment; the reasons stand beside their fields as in a return. */
export const ReopenInput = z.strictObject({
	...ReturnInput.shape,
	code: z.enum(reopenCodes),
	words: NeededWords,
});
export type ReopenInput = z.infer<typeof ReopenInput>;

/** 更正 of an approved enrollment, recorded for good. */
export const CorrectInput = z.strictObject({
	...ApproveInput.shape,
	changes: CorrectionChanges,
	code: z.enum(correctionCodes),
	words: NeededWords,
});
export type CorrectInput = z.infer<typeof CorrectInput>;

/** A fact that no register tells, set by the reviewer. */
const setHead = { ...ApproveInput.shape, words: NeededWords };
export const SetFactInput = z.discriminatedUnion('key', [
	z.strictObject({ ...setHead, key: z.literal('student.registered'), value: z.boolean() }),
	z.strictObject({ ...setHead, key: z.literal('insured'), value: z.enum(settableFacts.insured) }),
]);
export type SetFactInput = z.infer<typeof SetFactInput>;
