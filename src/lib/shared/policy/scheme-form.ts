/** How a scheme says what its form asks. */
import * as z from 'zod/mini';
import { Cites, Words } from './scheme-words.ts';

/** One field of the form. Options come from the code lists by name, or are written out. */
export const FormField = z.object({
	key: z.string(),
	label: Words,
	/** The control: how it is asked. */
	control: z.enum([
		'text',
		'phone',
		'id-number',
		'choice',
		'code-list',
		'division',
		'year',
		'long-text',
		'fixed',
	]),
	required: z.boolean(),
	/** Asked only while the other field holds one of these values; absent: always asked. */
	when: z.optional(z.object({ field: z.string(), in: z.array(z.string()) })),
	/** `document`: seen in the source. `product`: our own, marked as such. */
	origin: z.enum(['document', 'product']),
	sensitive: z.optional(z.boolean()),
	codeList: z.optional(z.enum(['id-types', 'ethnic-groups', 'marital-statuses', 'genders'])),
	options: z.optional(z.array(z.object({ value: z.string(), label: Words }))),
	/** The only value of a `fixed` field; the first suggestion of any other. */
	initial: z.optional(z.string()),
	/** Bounds of a `year` control, both included. */
	years: z.optional(z.object({ from: z.int(), to: z.int() })),
	hint: z.optional(Words),
	cites: z.array(z.string()),
});
export type FormField = z.infer<typeof FormField>;

/** A part of the form is one line of the task list. */
export const FormPart = z.object({
	key: z.string(),
	kind: z.enum(['fields', 'identity', 'letter', 'insured']),
	title: Words,
	summary: Words,
	optional: z.boolean(),
	/** Only when this holds; absent: always. */
	when: z.optional(z.enum(['chose-college-with-identity'])),
	/** Each screen of the part asks few things: fields grouped by step. */
	steps: z.array(z.object({ key: z.string(), title: Words, fields: z.array(FormField) })),
	cites: z.array(z.string()),
});
export type FormPart = z.infer<typeof FormPart>;

/** The letter's words; `{name}` and so on are filled in by rules/letter. */
export const Letter = z.object({
	title: z.string(),
	paragraphs: z.array(z.string()),
	/** How the number is called in the letter, by the kind of document. */
	idLabels: z.record(z.string(), z.string()),
	/** Draft fields that the text is filled with; a change of any voids the signature. The school is covered by the text. */
	covers: z.array(z.string()),
	note: z.optional(Words),
	/** How it is signed, in the source's words. */
	signing: z.object({
		field: z.string(),
		title: z.string(),
		instruction: z.string(),
		again: z.string(),
		cites: Cites,
	}),
	cites: Cites,
});
export type Letter = z.infer<typeof Letter>;
