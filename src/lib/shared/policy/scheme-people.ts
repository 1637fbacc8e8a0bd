/** Who does what: the student's ways in, the school's work, stopping elsewhere, whom to ask. */
import * as z from 'zod/mini';
import { Cites, Guide, Key, Point, Reading, SchemeDate, Words } from './scheme-words.ts';

export const Enrollment = z.object({
	opens: SchemeDate,
	/** Null where the source gives no closing date. */
	closes: z.nullable(SchemeDate),
	cites: Cites,
	/** Three ways of Y3, or the school's organising of C8 and C12. */
	ways: z.array(Point),
	/** Who may, must or need not; where the others turn. */
	eligibility: z.array(Point),
	/** The office's own program, screen by screen; empty where the source describes none. */
	guide: Guide,
	/** Under which names the item is found there. */
	statuses: z.array(z.object({ label: z.string(), text: Words, cites: Cites })),
});

/** Somebody is insured elsewhere: the refusal in the source's words, and the way out. */
export const Duplicate = z.object({
	refusal: z.string(),
	explanation: z.array(Point),
	/** Where to find the stop form. */
	guide: Guide,
	/** The form that ends the other insurance. */
	stop: z.object({
		title: z.string(),
		fields: z.array(z.object({ label: z.string(), required: z.boolean() })),
		notice: z.array(z.string()),
		accept: z.string(),
		cites: Cites,
	}),
	cites: Cites,
});

/** What the school does for its students; empty where the source gives it nothing to do. */
export const SchoolWork = z.object({
	duties: z.array(
		z.object({
			key: Key,
			title: Words,
			text: Words,
			/** The last day, included; null: none given. */
			due: z.nullable(SchemeDate),
			cites: Cites,
		}),
	),
	platform: z.nullable(
		z.object({
			name: z.string(),
			browsers: z.array(z.string()),
			address: Reading,
			note: Words,
			cites: Cites,
		}),
	),
});

/** `phone.value` is what to dial; where it is not what stands in the document, `note` says why. */
export const Contact = z.object({
	name: Words,
	kind: z.enum(['insurance-office', 'tax-office']),
	phone: Reading,
	note: z.optional(Words),
	cites: Cites,
});
