/**
 * A scheme is one place's insurance for one year: the law as data. Every value stands beside the numbers of
 * the facts that it comes from (`cites`), and every fact carries its clause and quoted sentences.
 */
import * as z from 'zod/mini';
import { Amounts, Claims } from './scheme-benefits.ts';
import { Conditions } from './scheme-conditions.ts';
import { FormPart, Letter } from './scheme-form.ts';
import { Cites, Fen, SchemeDate, Words } from './scheme-words.ts';

export { FormField, FormPart, Letter } from './scheme-form.ts';
export type { Words } from './scheme-words.ts';

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

export const Scheme = z.object({
	id: z.string(),
	/** Changes with every change of the data; stored with each decision. */
	version: z.string(),
	title: Words,
	region: Words,
	insuranceYear: z.int(),
	document: z.object({
		title: z.string(),
		number: z.nullable(z.string()),
		/** The name of the file that the quotes are found in. */
		sourceFile: z.string(),
	}),
	/** Outside these dates the scheme decides nothing. */
	inForce: z.object({ from: SchemeDate, to: SchemeDate, note: Words, cites: Cites }),
	facts: z.record(z.string(), Fact),
	/** The whole way from registering to 参保成功, in order: what to do. */
	flow: z.array(z.object({ text: Words, cites: Cites })),
	schools: z.array(
		z.object({ code: z.string(), name: z.string(), demo: z.boolean(), cites: z.array(z.string()) }),
	),
	enrollment: z.object({
		opens: SchemeDate,
		/** Null where the source gives no closing date. */
		closes: z.nullable(SchemeDate),
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
		from: SchemeDate,
		to: z.nullable(SchemeDate),
		/** The start is given only for students who entered in these years; null: for all. */
		fromForEntryYears: z.nullable(z.array(z.int())),
		cites: Cites,
		/** The start or the end that the document leaves open. */
		openCites: z.array(z.string()),
		/** Sentences to show about the time before, the wait, what is open. */
		notes: z.array(z.object({ text: Words, cites: Cites })),
	}),
	/** `cites`: what a finding on a field rests on. */
	form: z.object({ parts: z.array(FormPart), cites: Cites }),
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
	/** Null where the document has no letter. */
	letter: z.nullable(Letter),
	/** The question before submitting, `{school}` filled in; null where the document has none. */
	schoolConfirmation: z.nullable(z.object({ text: Words, cites: Cites })),
	duplicate: z.nullable(
		z.object({
			refusal: z.string(),
			explanation: z.array(z.object({ text: Words, cites: Cites })),
			cites: Cites,
		}),
	),
	payment: z.object({
		/** Before this day nothing can be paid. */
		opens: SchemeDate,
		/** The window's last day: paying later is possible and has consequences. Null: none given. */
		closes: z.nullable(SchemeDate),
		cites: z.object({ opens: Cites, late: z.array(z.string()) }),
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
		methods: z.array(
			z.object({
				key: z.enum(['unionpay', 'wechat', 'wechat-qr', 'bank']),
				name: Words,
				note: Words,
				recommended: z.boolean(),
				cites: Cites,
			}),
		),
		trouble: z.array(z.object({ title: Words, text: Words, cites: Cites })),
	}),
	receipt: z.object({
		title: z.string(),
		notice: z.string(),
		recordTitle: z.string(),
		levyItem: z.string(),
		taxAuthority: z.nullable(z.string()),
		office: z.nullable(z.string()),
		cites: Cites,
	}),
	/** What follows 参保成功, by the student's origin (in-province, out-of-province) or for all. */
	afterSuccess: z.array(
		z.object({ origin: z.nullable(z.enum(['in-province', 'out-of-province'])), text: Words, cites: Cites }),
	),
	/** How the adult-charge hold, the letter, the register and so on apply. */
	conditions: Conditions,
	amounts: Amounts,
	claims: Claims,
	/** Whom to ask; a doubtful number is shown as such with its reading in `note`. */
	contacts: z.array(
		z.object({
			name: Words,
			kind: z.enum(['insurance-office', 'tax-office']),
			phone: z.string(),
			doubtful: z.boolean(),
			note: z.optional(Words),
			cites: Cites,
		}),
	),
});
export type Scheme = z.infer<typeof Scheme>;
