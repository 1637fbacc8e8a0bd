import * as z from 'zod/mini';

/** Where a fact comes from; every fact that a decision uses has one. */
const provenances = ['declared', 'roster', 'register', 'reviewer'] as const;
export type Provenance = (typeof provenances)[number];

export const severities = ['block', 'return', 'manual', 'advice'] as const;

/** One remark of a rule: which rule, how grave, the facts of the sources that it rests on. */
export const Finding = z.object({
	rule: z.string(),
	severity: z.enum(severities),
	cites: z.array(z.string()),
	/** The form field that is meant, if one is. */
	field: z.optional(z.string()),
});
export type Finding = z.infer<typeof Finding>;

export const enrollmentOutcomes = ['ready', 'return', 'reject', 'redirect', 'manual', 'nothing-due'] as const;

export const EnrollmentDecision = z.object({
	outcome: z.enum(enrollmentOutcomes),
	findings: z.array(Finding),
	cites: z.array(z.string()),
});
export type EnrollmentDecision = z.infer<typeof EnrollmentDecision>;

const FeeComponent = z.object({ key: z.string(), fen: z.number() });

export const FeeDecision = z.object({
	due: z.boolean(),
	/** Null where it hangs on an age that is not known; never so with an order. */
	personalFen: z.nullable(z.number()),
	/** Null where the source gives none. */
	subsidyFen: z.nullable(z.number()),
	components: z.array(FeeComponent),
	payNow: z.boolean(),
	findings: z.array(Finding),
	cites: z.array(z.string()),
	/** Only where the scheme asks different amounts by age: the class that applies. */
	ageClass: z.optional(z.string()),
	/** Only for several years paid at once: the last year that is covered. */
	coversThrough: z.optional(z.number()),
});
export type FeeDecision = z.infer<typeof FeeDecision>;

/** What an order is made of: the amount is known. */
export const OrderFee = z.extend(FeeDecision, { personalFen: z.number() });
export type OrderFee = z.infer<typeof OrderFee>;

export const CoverageDecision = z.object({
	from: z.nullable(z.string()),
	to: z.nullable(z.string()),
	waitingDays: z.nullable(z.number()),
	cites: z.array(z.string()),
	findings: z.array(Finding),
});
export type CoverageDecision = z.infer<typeof CoverageDecision>;

const claimOutcomes = ['ready', 'return', 'not-needed', 'not-offered'] as const;

export const ClaimDecision = z.object({
	outcome: z.enum(claimOutcomes),
	/** Keys of documents, in the source's order. */
	missing: z.array(z.string()),
	findings: z.array(Finding),
	cites: z.array(z.string()),
});
export type ClaimDecision = z.infer<typeof ClaimDecision>;

/** All four amounts are null where the source gives none. */
export const BenefitDecision = z.object({
	minFen: z.nullable(z.number()),
	maxFen: z.nullable(z.number()),
	exact: z.boolean(),
	capFen: z.nullable(z.number()),
	deductibleFen: z.nullable(z.number()),
	cites: z.array(z.string()),
	findings: z.array(Finding),
});
export type BenefitDecision = z.infer<typeof BenefitDecision>;

/** One step of a rule's reasoning, for the reviewer's trace: three-valued; `not-run` where it no longer mattered. */
export const TraceStep = z.object({
	rule: z.string(),
	holds: z.enum(['holds', 'fails', 'not-known', 'not-run']),
	cites: z.array(z.string()),
	/** The facts that the rule looked at. */
	facts: z.array(z.string()),
});
export type TraceStep = z.infer<typeof TraceStep>;

/** A fact that the decision used, and where it came from. */
export const UsedFact = z.object({
	key: z.string(),
	value: z.unknown(),
	provenance: z.enum(provenances),
	atMs: z.number(),
	/** Who said so, in words, where the register tells: 昆明市医保. */
	source: z.optional(z.string()),
	/** What a reviewer's word rests on. */
	reason: z.optional(z.string()),
	/** What somebody else says of it, where that differs. */
	other: z.optional(z.object({ value: z.unknown(), provenance: z.enum(provenances) })),
});
export type UsedFact = z.infer<typeof UsedFact>;
