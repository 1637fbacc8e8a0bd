/** What a reviewer says of a claim, item by item, and what of it is kept. Amounts in fen. */
import * as z from 'zod/mini';
import { sha256Pattern } from '../../std/hash.ts';
import { maxPages, maxSlots } from '../document/limits.ts';
import { DraftFields } from '../enrollment/fields.ts';
import { maxReasonWords } from '../review/reasons.ts';
import { Text } from '../text.ts';

export const verdicts = ['accepted', 'questioned', 'refused'] as const;
export type Verdict = (typeof verdicts)[number];

export const paperCodes = [
	'unclear',
	'incomplete',
	'no-stamp',
	'wrong-paper',
	'does-not-match',
	'other',
] as const;
export const billCodes = ['not-eligible', 'part-not-eligible', 'paid-elsewhere', 'unclear', 'other'] as const;
export const claimRejectCodes = [
	'not-covered',
	'not-eligible',
	'papers-refused',
	'paid-elsewhere',
	'other',
] as const;
export type ClaimRejectCode = (typeof claimRejectCodes)[number];
export const undoCodes = ['decided-in-error', 'new-evidence', 'wrong-amount', 'other'] as const;
export type UndoCode = (typeof undoCodes)[number];

const maxBills = 100;
/** No bill of a student's is beyond ten million yuan: a slip of the finger is. */
const maxFen = 1_000_000_000;

const PaperKey = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));
const Words = Text(maxReasonWords);
const Fen = z.int().check(z.minimum(0), z.maximum(maxFen));

const saysWhy = ({ code, words }: { code: string | null; words: string }) =>
	code !== 'other' || words.trim() !== '';

export const PaperJudgement = z
	.strictObject({
		paper: PaperKey,
		verdict: z.enum(verdicts),
		/** Why, where it is not accepted. */
		code: z.nullable(z.enum(paperCodes)),
		/** May be empty, but with `other`. */
		words: Words,
	})
	.check(
		z.refine(({ verdict, code }) => (verdict === 'accepted') === (code === null), 'verdict and code differ'),
		z.refine(saysWhy, 'other needs words'),
	);
export type PaperJudgement = z.infer<typeof PaperJudgement>;

export const PaperJudgements = z.array(PaperJudgement).check(
	z.maxLength(maxSlots),
	z.refine((papers) => new Set(papers.map(({ paper }) => paper)).size === papers.length, 'a paper twice'),
);

/** One receipt: what is asked, what of it counts, and why not all of it. */
export const BillJudgement = z
	.strictObject({
		/** The paper that holds it. */
		paper: PaperKey,
		/** The receipt's own number; what was claimed once is found by it. */
		number: Text(40).check(z.refine((number) => receiptNumber(number) !== '', 'no number')),
		askedFen: Fen,
		/** 合规费用: what of it counts. */
		adjustedFen: Fen,
		verdict: z.enum(verdicts),
		code: z.nullable(z.enum(billCodes)),
		words: Words,
	})
	.check(
		z.refine(({ askedFen, adjustedFen }) => adjustedFen <= askedFen, 'more than was asked'),
		z.refine(
			({ verdict, adjustedFen }) => verdict !== 'refused' || adjustedFen === 0,
			'a refused bill counts nothing',
		),
		z.refine(
			({ verdict, askedFen, adjustedFen, code }) =>
				(verdict === 'accepted' && askedFen === adjustedFen) === (code === null),
			'whatever is not taken whole has its reason',
		),
		z.refine(saysWhy, 'other needs words'),
	);
export type BillJudgement = z.infer<typeof BillJudgement>;

export const BillJudgements = z.array(BillJudgement).check(
	z.maxLength(maxBills),
	z.refine(
		(bills) => new Set(bills.map(({ number }) => receiptNumber(number))).size === bills.length,
		'a receipt twice',
	),
);

/** A receipt's number as two of them are compared: the same signs, however they were typed. */
export function receiptNumber(typed: string): string {
	return typed
		.normalize('NFKC')
		.toUpperCase()
		.replaceAll(/[^0-9A-Z\u4e00-\u9fff]/g, '');
}

/** A paper as it was when it was judged: a verdict is about these very pages. */
const JudgedPaper = z.object({
	paper: z.string(),
	verdict: z.enum(verdicts),
	code: z.nullable(z.enum(paperCodes)),
	words: z.string(),
	was: z.array(z.string().check(z.regex(sha256Pattern))).check(z.maxLength(maxPages)),
});
export type JudgedPaper = z.infer<typeof JudgedPaper>;

const JudgedBill = z.object({
	paper: z.string(),
	number: z.string(),
	askedFen: z.number(),
	adjustedFen: z.number(),
	verdict: z.enum(verdicts),
	code: z.nullable(z.enum(billCodes)),
	words: z.string(),
	/** The pages of its paper at that moment. */
	was: z.array(z.string()),
});
export type JudgedBill = z.infer<typeof JudgedBill>;

/** One line of the sum, as the rules write it down. */
const SumLine = z.object({
	kind: z.enum(['lowest-rate', 'highest-rate', 'above-deductible', 'whole-amount', 'band']),
	countedFen: z.number(),
	percent: z.number(),
	fen: z.number(),
});

/** 核价: how the amount came about, under which version of the scheme. */
export const Valuation = z.object({
	benefit: z.enum(['inpatient', 'accident-outpatient']),
	/** The hospital's level, for inpatient care. */
	level: z.nullable(z.string()),
	/** What the bills ask together, and what of it counts. */
	askedFen: z.number(),
	eligibleFen: z.number(),
	deductibleFen: z.number(),
	lines: z.array(SumLine),
	/** The year's limit and what earlier claims leave of it; null: none is given. */
	capFen: z.nullable(z.number()),
	capLeftFen: z.nullable(z.number()),
	/** The range that the document leaves; the reviewer's amount lies in it. */
	minFen: z.number(),
	maxFen: z.number(),
	approvedFen: z.number(),
	/** Why this amount out of the range. */
	words: z.string(),
	schemeVersion: z.string(),
	cites: z.array(z.string()),
});
export type Valuation = z.infer<typeof Valuation>;

/** Who claims, as the account was bound. */
export const Claimant = z.object({ name: z.string(), idNumber: z.string() });
export type Claimant = z.infer<typeof Claimant>;

/** One act on a claim, as it is kept for good. */
export const ClaimAct = z.discriminatedUnion('act', [
	z.object({
		act: z.literal('submit'),
		files: z.number(),
		/** What was handed in, for as long as its owner mends a claim that came back. Absent in acts from before it was kept. */
		handedIn: z.optional(
			z.object({ fields: DraftFields, documents: z.record(z.string(), z.array(z.string())) }),
		),
	}),
	z.object({ act: z.literal('check'), papers: z.array(JudgedPaper) }),
	z.object({ act: z.literal('return'), papers: z.array(JudgedPaper), bills: z.array(JudgedBill) }),
	z.object({ act: z.literal('process'), bills: z.array(JudgedBill) }),
	z.object({ act: z.literal('valuate'), valuation: Valuation }),
	z.object({ act: z.literal('approve'), approvedFen: z.number(), isSecondPerson: z.boolean() }),
	z.object({
		act: z.literal('reject'),
		code: z.enum(claimRejectCodes),
		words: z.string(),
		papers: z.array(JudgedPaper),
	}),
	z.object({ act: z.literal('undo'), code: z.enum(undoCodes), words: z.string(), from: z.string() }),
]);
export type ClaimAct = z.infer<typeof ClaimAct>;

/** What must be sent again, and why: a questioned paper, or a bill that stands on it. */
export const ClaimQuestion = z.object({
	paper: z.string(),
	code: z.string(),
	words: z.string(),
	/** The receipt that was questioned; null: the paper itself. */
	bill: z.nullable(z.object({ number: z.string(), askedFen: z.number() })),
	/** Its pages when it was questioned: a screen tells from them whether it was mended. */
	was: z.array(z.string()),
});
export type ClaimQuestion = z.infer<typeof ClaimQuestion>;

/** Why a claim came back, or was not granted. */
export const ClaimWord = z.object({
	act: z.enum(['returned', 'rejected']),
	questions: z.array(ClaimQuestion),
	/** Of a rejection. */
	code: z.nullable(z.string()),
	words: z.string(),
	atMs: z.number(),
});
export type ClaimWord = z.infer<typeof ClaimWord>;

/** The papers and bills of a judgement that are to be sent again. */
export function questionsOf(papers: readonly JudgedPaper[], bills: readonly JudgedBill[]): ClaimQuestion[] {
	const ofPapers = papers
		.filter(({ verdict }) => verdict === 'questioned')
		.map(({ paper, code, words, was }) => ({ paper, code: code ?? 'other', words, bill: null, was }));
	const ofBills = bills
		.filter(({ verdict }) => verdict === 'questioned')
		.map(({ paper, code, words, number, askedFen, was }) => ({
			paper,
			code: code ?? 'other',
			words,
			bill: { number, askedFen },
			was,
		}));
	return [...ofPapers, ...ofBills];
}

/** The questioned papers whose pages are still the very same. */
export function unmended(questions: readonly ClaimQuestion[], documents: Record<string, string[]>): string[] {
	const same = questions.filter(({ paper, was }) => (documents[paper] ?? []).join() === was.join());
	return [...new Set(same.map(({ paper }) => paper))];
}

/** The newest verdict on each paper that is about the pages that are there now. */
export function standingVerdicts(
	judged: readonly JudgedPaper[],
	documents: Record<string, string[]>,
): Map<string, JudgedPaper> {
	const standing = new Map<string, JudgedPaper>();
	for (const one of judged) {
		if ((documents[one.paper] ?? []).join() === one.was.join()) standing.set(one.paper, one);
		else standing.delete(one.paper);
	}
	return standing;
}
