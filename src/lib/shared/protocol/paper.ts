import * as z from 'zod/mini';
import { Id } from './mutation.ts';

/** `GET`: a paper of the account's own as PDF, by its order, enrollment or claim. */
export const paperPath = (kind: 'receipt' | 'letter' | 'decision', id: string) =>
	`/api/papers/${kind}s/${id}`;

/** On the letter of a decision: the claim, and what only the server can say of that decision. */
const decisionCodePattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[0-9a-f]{32}$/;

/** The code on a paper, as its QR carries it. */
export const VerifyPaperInput = z.strictObject({
	code: z.union([Id, z.string().check(z.regex(decisionCodePattern))]),
});

/** What a receipt is said to be, to whoever holds it: nothing that does not stand on it. */
const ReceiptVerdict = z.object({
	title: z.string(),
	amountFen: z.number(),
	taxReceiptNumber: z.string(),
	payerMasked: z.string(),
	periodFrom: z.string(),
	periodTo: z.string(),
	paidOn: z.string(),
	demo: z.boolean(),
});

/** The letter of a decision on a claim, likewise. */
const DecisionVerdict = z.object({
	kind: z.literal('decision'),
	title: z.string(),
	outcome: z.enum(['approved', 'rejected']),
	/** Null: nothing was granted. */
	approvedFen: z.nullable(z.number()),
	claimantMasked: z.string(),
	/** Null for one that was taken back. */
	decidedOn: z.nullable(z.string()),
	/** False: it was taken back since. */
	stands: z.boolean(),
	demo: z.boolean(),
});

export const PaperVerdict = z.union([DecisionVerdict, ReceiptVerdict]);
export type PaperVerdict = z.infer<typeof PaperVerdict>;
