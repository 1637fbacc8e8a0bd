/** 更正: what a reviewer corrects in an approved enrollment, kept beside it for good. */
import * as z from 'zod/mini';
import { FieldKey, FieldValue } from '../enrollment/fields.ts';

export const correctionCodes = ['student-asked', 'typing-error', 'document-differs'] as const;
export type CorrectionCode = (typeof correctionCodes)[number];

const maxChanges = 20;

/** The new value of each field; null clears one that the form does not require. */
export const CorrectionChanges = z.array(z.strictObject({ field: FieldKey, value: FieldValue })).check(
	z.minLength(1),
	z.maxLength(maxChanges),
	z.refine(
		(changes) => new Set(changes.map(({ field }) => field)).size === changes.length,
		'two values for one field',
	),
);
export type CorrectionChanges = z.infer<typeof CorrectionChanges>;

export const Correction = z.object({
	changes: z.array(z.object({ field: FieldKey, was: z.nullable(FieldValue), is: z.nullable(FieldValue) })),
	code: z.enum(correctionCodes),
	words: z.string(),
	atMs: z.number(),
});
export type Correction = z.infer<typeof Correction>;
