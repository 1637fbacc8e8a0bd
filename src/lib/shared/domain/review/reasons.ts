/** Why a reviewer sends an enrollment back (退回补正) or does not pass it (不予通过), in a form that screens can place. */
import * as z from 'zod/mini';
import { FieldKey, FieldValue } from '../enrollment/fields.ts';
import { Text } from '../text.ts';

export const returnCodes = [
	'missing',
	'unclear',
	'does-not-match',
	'signature-not-legible',
	'other',
] as const;
export type ReturnCode = (typeof returnCodes)[number];

export const rejectCodes = ['not-eligible', 'insured-elsewhere', 'wrong-place', 'other'] as const;
export type RejectCode = (typeof rejectCodes)[number];

const reasonCodes = [...returnCodes, ...rejectCodes] as const;

const reasonTargets = ['field', 'signature', 'form'] as const;

/** The longest explanation that a reviewer can give with a reason, in UTF-16 units. */
export const maxReasonWords = 200;
const maxReasons = 40;

export const ReturnReason = z
	.strictObject({
		target: z.enum(reasonTargets),
		/** The field's key when the target is a field, else null. */
		field: z.nullable(FieldKey),
		code: z.enum(returnCodes),
		/** May be empty, but with `other`. */
		words: Text(maxReasonWords),
	})
	.check(
		z.refine(({ target, field }) => (target === 'field') === (field !== null), 'target and field differ'),
		z.refine(({ code, words }) => code !== 'other' || words.trim() !== '', 'other needs words'),
		z.refine(
			({ code, target }) => code !== 'signature-not-legible' || target === 'signature',
			'only a signature can be illegible',
		),
	);
export type ReturnReason = z.infer<typeof ReturnReason>;

/** One reason for each place at most: two on one field would hide each other. */
export const ReturnReasons = z.array(ReturnReason).check(
	z.minLength(1),
	z.maxLength(maxReasons),
	z.refine(
		(reasons) => new Set(reasons.map(({ target, field }) => `${target} ${field}`)).size === reasons.length,
		'two reasons for one place',
	),
);

/** A reason as it is kept and shown. */
export const ReviewReason = z.object({
	target: z.enum(reasonTargets),
	field: z.nullable(FieldKey),
	code: z.enum(reasonCodes),
	words: z.string(),
	/** The field's value that was questioned: a screen can tell from it whether the person changed it. */
	was: z.nullable(FieldValue),
});
export type ReviewReason = z.infer<typeof ReviewReason>;

/** Why an approval is taken back (重新打开). */
export const reopenCodes = ['student-asked', 'wrong-content', 'approved-in-error'] as const;
export type ReopenCode = (typeof reopenCodes)[number];

/** A reviewer's explanation that must say something. */
export const NeededWords = Text(maxReasonWords).check(z.refine((words) => words.trim() !== '', 'no words'));

/** A reviewer's word other than approval. */
export const ReviewWord = z.object({
	act: z.enum(['returned', 'rejected']),
	reasons: z.array(ReviewReason),
	atMs: z.number(),
	/** Set when it had been approved before. A client that does not know this shows a return. */
	reopened: z.optional(z.object({ code: z.enum(reopenCodes), words: z.string() })),
});
export type ReviewWord = z.infer<typeof ReviewWord>;
