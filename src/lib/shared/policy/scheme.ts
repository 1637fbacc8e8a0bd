/**
 * A scheme is one place's insurance for one year: the law as data. Every value stands beside the numbers of
 * the facts that it comes from (`cites`), and every fact carries its clause and quoted sentences.
 */
import * as z from 'zod/mini';
import { Amounts, Claims } from './scheme-benefits.ts';
import { Conditions } from './scheme-conditions.ts';
import { FormPart, Letter } from './scheme-form.ts';
import { Contribution, Payment, Receipt } from './scheme-money.ts';
import { Contact, Duplicate, Enrollment, SchoolWork } from './scheme-people.ts';
import { Cites, Key, Point, SchemeDate, Words } from './scheme-words.ts';

export type { FormField, FormPart, Letter } from './scheme-form.ts';
export type { Waiting } from './scheme-conditions.ts';
export type { Words } from './scheme-words.ts';

/** What the sources say under one number. */
const Fact = z
	.object({
		/** The document's own heading, e.g. 筹资标准. */
		clause: z.string(),
		/** Sentences verbatim from the source file (blanks and line breaks folded); empty only for `open`. */
		quotes: z.array(z.string()),
		/** `stated`: as written. `reading`: our reading of it. `doubtful`: unclear in the scan. `open`: the document is silent. */
		status: z.enum(['stated', 'reading', 'doubtful', 'open']),
		/** What a reader should know: the reading taken, the assumption, the silence. */
		note: z.optional(Words),
	})
	.check(
		z.refine(({ quotes, status }) => (quotes.length === 0) === (status === 'open'), 'quotes, or status open'),
		z.refine(({ note, status }) => status === 'stated' || note !== undefined, 'a note, unless it is stated'),
	);
export type Fact = z.infer<typeof Fact>;

const Benefits = z.object({
	from: SchemeDate,
	to: z.nullable(SchemeDate),
	/** The start is given only for students who entered in these years; null: for all. */
	fromForEntryYears: z.nullable(z.array(z.int())),
	cites: Cites,
	/** The start or the end that the document leaves open. */
	openCites: z.array(z.string()),
	/** Sentences to show about the time before, the wait, what is open. */
	notes: z.array(Point),
});

const Identity = z.object({
	kinds: z.array(z.object({ value: Key, label: Words })),
	certifiedIn: z.array(z.object({ value: Key, label: Words })),
	/** Further names that the office's own screens show. */
	alsoShown: z.array(z.string()),
	sides: z.array(
		z.object({
			value: z.enum(['college', 'identity-place']),
			title: Words,
			points: z.array(z.object({ text: Words, good: z.boolean(), cites: Cites })),
		}),
	),
	/** Who certifies, what the document leaves open. */
	notes: z.array(Point),
	/** What to do after choosing the place of identity. */
	redirectAdvice: Words,
	cites: Cites,
});

const InForce = z.object({ from: SchemeDate, to: SchemeDate, note: Words, cites: Cites });

export const Scheme = z.object({
	/** `place-insuranceYear`. */
	id: Key,
	/** Changes with every change of the data; stored with each decision. */
	version: z.string(),
	/** Of one place no two schemes are in force on one day. */
	place: Key,
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
	inForce: InForce.check(z.refine(({ from, to }) => from <= to, 'from at or before to')),
	/** What is new against the year before. */
	changes: z.array(z.object({ before: Words, after: Words, cites: Cites })),
	/** The whole way from registering to 参保成功, in order: what to do. */
	flow: z.array(Point),
	schools: z.array(z.object({ code: Key, name: z.string(), demo: z.boolean(), cites: z.array(z.string()) })),
	enrollment: Enrollment,
	contribution: Contribution,
	benefits: Benefits,
	/** `cites`: what a finding on a field rests on. */
	form: z.object({ parts: z.array(FormPart), cites: Cites }),
	/** The special-identity chooser: both sides with their clauses. */
	identity: Identity,
	/** Null where the document has no letter. */
	letter: z.nullable(Letter),
	/** The question before submitting, `{school}` filled in; null where the document has none. */
	schoolConfirmation: z.nullable(
		z.object({ text: Words, accept: z.string(), decline: z.string(), cites: Cites }),
	),
	duplicate: z.nullable(Duplicate),
	schoolWork: SchoolWork,
	payment: Payment,
	receipt: Receipt,
	/** What follows 参保成功, by the student's origin (in-province, out-of-province) or for all. */
	afterSuccess: z.array(
		z.object({ origin: z.nullable(z.enum(['in-province', 'out-of-province'])), text: Words, cites: Cites }),
	),
	/** What a finding says here, told by its rule and its cites, where the general words are another place's. */
	findingWords: z.array(z.object({ rule: z.string(), text: Words, cites: Cites })),
	/** How the adult-charge hold, the letter, the register and so on apply. */
	conditions: Conditions,
	amounts: Amounts,
	claims: Claims,
	/** Whom to ask; a doubtful number is shown as such with its reading. */
	contacts: z.array(Contact),
	/** What the document does not say: shown with "以经办机构为准", never filled in. */
	open: z.array(Point),
});
export type Scheme = z.infer<typeof Scheme>;

/** With its clauses, as it is checked and versioned; the phone loads them apart (`clauses.ts`). */
export const CitedScheme = z.extend(Scheme, { facts: z.record(z.string(), Fact) });
export type CitedScheme = z.infer<typeof CitedScheme>;
