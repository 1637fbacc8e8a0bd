/**
 * A scheme is one place's insurance for one year: the law as data. Every value stands beside the numbers of
 * the facts that it comes from (`cites`), and every fact carries its clause and quoted sentences.
 */
import * as z from 'zod/mini';
import { isIsoDate } from '../std/date.ts';

const IsoDate = z.string().check(z.refine(isIsoDate, 'not a calendar date'));
const Cites = z.array(z.string()).check(z.minLength(1));
const Words = z.object({ zh: z.string(), en: z.string() });
const Fen = z.int().check(z.minimum(0));

/** What the sources say under one number. */
export const Fact = z.object({
	/** The document's own heading, e.g. 筹资标准. */
	clause: z.string(),
	/** Sentences verbatim from the source file (blanks and line breaks folded); empty only for `open`. */
	quotes: z.array(z.string()),
	/** `stated`: as written. `reading`: our reading of it. `doubtful`: unclear in the scan. `open`: the document is silent. */
	status: z.enum(['stated', 'reading', 'doubtful', 'open']),
	/** What a reader should know: the reading taken, the assumption, the silence. */
	note: z.optional(Words),
});
export type Fact = z.infer<typeof Fact>;

/** One field of the form. Options come from the code lists by name, or are written out. */
export const FormField = z.object({
	key: z.string(),
	label: Words,
	/** The control: how it is asked. */
	control: z.enum(['text', 'phone', 'id-number', 'choice', 'code-list', 'division', 'year', 'long-text', 'fixed']),
	required: z.boolean(),
	/** `document`: seen in the source. `product`: our own, marked as such. */
	origin: z.enum(['document', 'product']),
	sensitive: z.optional(z.boolean()),
	codeList: z.optional(z.enum(['id-types', 'ethnic-groups', 'marital-statuses', 'genders'])),
	options: z.optional(z.array(z.object({ value: z.string(), label: Words }))),
	/** For `fixed`, and the first suggestion otherwise. */
	initial: z.optional(z.string()),
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

export const Scheme = z.object({
	id: z.string(),
	/** Changes with every change of the data; stored with each decision. */
	version: z.string(),
	title: Words,
	region: Words,
	insuranceYear: z.int(),
	document: z.object({ title: z.string(), number: z.nullable(z.string()), sourceFile: z.string() }),
	/** Outside these dates the scheme decides nothing. */
	inForce: z.object({ from: IsoDate, to: IsoDate, cites: Cites }),
	facts: z.record(z.string(), Fact),
	schools: z.array(z.object({ code: z.string(), name: z.string(), demo: z.boolean(), cites: z.array(z.string()) })),
	enrollment: z.object({
		opens: IsoDate,
		/** Null where the source gives no closing date. */
		closes: z.nullable(IsoDate),
		cites: Cites,
		/** Three ways of Y3, or the school's organising of C8 and C12. */
		ways: z.array(z.object({ text: Words, cites: Cites })),
	}),
	contribution: z.object({
		personalFen: Fen,
		subsidyFen: z.nullable(Fen),
		components: z.array(z.object({ key: z.string(), label: Words, fen: Fen, cites: Cites })),
		cites: z.object({ personal: Cites, subsidy: Cites }),
	}),
	benefits: z.object({
		from: IsoDate,
		to: z.nullable(IsoDate),
		cites: Cites,
		/** Sentences to show about the time before, the wait, what is open. */
		notes: z.array(z.object({ text: Words, cites: Cites })),
	}),
	form: z.object({ parts: z.array(FormPart) }),
	/** The special-identity chooser: both sides with their clauses. */
	identity: z.object({
		kinds: z.array(z.object({ value: z.string(), label: Words })),
		certifiedIn: z.array(z.object({ value: z.string(), label: Words })),
		sides: z.array(
			z.object({
				value: z.enum(['college', 'identity-place']),
				title: Words,
				points: z.array(z.object({ text: Words, good: z.boolean(), cites: Cites })),
			}),
		),
		/** What to do after choosing the place of identity. */
		redirectAdvice: Words,
		cites: Cites,
	}),
	/** Null where the document has no letter. `{name}` and so on are filled from the fields. */
	letter: z.nullable(
		z.object({ title: z.string(), paragraphs: z.array(z.string()), covers: z.array(z.string()), cites: Cites }),
	),
	/** The question before submitting, `{school}` filled in; null where the document has none. */
	schoolConfirmation: z.nullable(z.object({ text: Words, cites: Cites })),
	duplicate: z.nullable(z.object({ refusal: z.string(), explanation: z.array(z.object({ text: Words, cites: Cites })), cites: Cites })),
	payment: z.object({
		channels: z.array(
			z.object({
				key: z.string(),
				name: z.string(),
				kind: z.enum(['wechat', 'alipay', 'app', 'counter', 'terminal']),
				recommended: z.boolean(),
				/** Two names for one thing are both kept, each with its slide. */
				cites: Cites,
			}),
		),
		/** The guided list of the main channel, in order; empty where the source describes none. */
		guide: z.array(
			z.object({
				key: z.string(),
				title: Words,
				steps: z.array(z.object({ text: Words, copy: z.optional(z.string()), cites: Cites })),
			}),
		),
		/** What must stand on the channel's screen; anything else: do not pay (Y16). */
		identityChecks: z.array(z.object({ key: z.string(), label: Words, expected: z.string(), cites: Cites })),
		/** True sentences that look wrong, e.g. 缴费人类型 "城乡居民" is right. */
		reassurances: z.array(z.object({ text: Words, cites: Cites })),
		methods: z.array(z.object({ key: z.enum(['unionpay', 'wechat', 'wechat-qr', 'bank']), name: Words, note: Words, recommended: z.boolean(), cites: Cites })),
		trouble: z.array(z.object({ title: Words, text: Words, cites: Cites })),
	}),
	receipt: z.object({ title: z.string(), notice: z.string(), recordTitle: z.string(), levyItem: z.string(), taxAuthority: z.nullable(z.string()), office: z.nullable(z.string()), cites: Cites }),
	/** What follows 参保成功, by the student's origin (in-province, out-of-province) or for all. */
	afterSuccess: z.array(z.object({ origin: z.nullable(z.enum(['in-province', 'out-of-province'])), text: Words, cites: Cites })),
	/** How the adult-charge hold, the letter, the register and so on apply: read by rules, never by name of place. */
	conditions: z.object({
		/** 学籍 must be on record (C4, C5). */
		registerRequired: z.nullable(z.object({ cites: Cites })),
		graduatesBlocked: z.nullable(z.object({ cites: Cites })),
		reviewBeforePayment: z.nullable(z.object({ cites: Cites })),
		adultHold: z.nullable(z.object({ fromAge: z.int(), cites: Cites })),
		insuredMustBeKnown: z.nullable(z.object({ cites: Cites })),
		waiting: z.nullable(z.object({ days: z.int(), cites: Cites })),
	}),
});
export type Scheme = z.infer<typeof Scheme>;
