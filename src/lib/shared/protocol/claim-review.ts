/** The insurance centre's desk of claims: online only, apart from the exchange. Amounts in fen. */
import * as z from 'zod/mini';
import {
	BillJudgements,
	Claimant,
	ClaimAct,
	ClaimWord,
	PaperJudgements,
	Valuation,
	claimRejectCodes,
	undoCodes,
} from '../domain/claim/claim-review.ts';
import { ClaimDocuments } from '../domain/claim/claim.ts';
import { claimStates } from '../domain/claim/claim-state.ts';
import { DraftFields } from '../domain/enrollment/fields.ts';
import { NeededWords, maxReasonWords } from '../domain/review/reasons.ts';
import { Text } from '../domain/text.ts';
import { Id } from './mutation.ts';

export const ClaimQueueInput = z.strictObject({
	state: z.enum(claimStates),
	after: z.optional(z.string().check(z.maxLength(100))),
});
export type ClaimQueueInput = z.infer<typeof ClaimQueueInput>;

/** Working days from the receipt to the decision. */
export const ClaimClock = z.object({
	/** The last day, and how many working days are left; negative: it is over. */
	dueOn: z.string(),
	daysLeft: z.number(),
	/** Whether every year counted has its official calendar here; else weekends alone were left out. */
	isCalendarWhole: z.boolean(),
});
export type ClaimClock = z.infer<typeof ClaimClock>;

/** A row holds no ID number. */
export const ClaimQueueRow = z.object({
	id: z.string(),
	name: z.string(),
	schemeId: z.string(),
	claimKind: z.string(),
	state: z.enum(claimStates),
	submittedOn: z.string(),
	submittedAtMs: z.number(),
	/** Null once it was decided, or while it is with its owner. */
	clock: z.nullable(ClaimClock),
});
export type ClaimQueueRow = z.infer<typeof ClaimQueueRow>;

export const ClaimQueue = z.object({
	rows: z.array(ClaimQueueRow),
	next: z.nullable(z.string()),
	total: z.number(),
});
export type ClaimQueue = z.infer<typeof ClaimQueue>;

export const ClaimCaseInput = z.strictObject({ id: Id });

/** The year's other claims of this person, as far as they are known here. */
export const YearTotals = z.object({
	claims: z.number(),
	paidInpatientFen: z.number(),
	paidOutpatientFen: z.number(),
	/** Eligible and not paid by them: 自付合规费用, of inpatient care and, apart, of outpatient care. */
	ownInpatientFen: z.number(),
	ownOutpatientFen: z.number(),
	capFen: z.nullable(z.number()),
	/** Beyond it 大病保险 begins, and what that would come to by inpatient care alone. */
	thresholdFen: z.nullable(z.number()),
	majorIllnessFen: z.nullable(z.number()),
	cites: z.array(z.string()),
});
export type YearTotals = z.infer<typeof YearTotals>;

/** The same receipt's number, or the very same file, in another claim. */
export const ClaimConflict = z.object({
	kind: z.enum(['receipt', 'document']),
	/** The number, or the papers of this claim that hold the file. */
	what: z.array(z.string()),
	claimId: z.string(),
	claimKind: z.string(),
	state: z.enum(claimStates),
	isSamePerson: z.boolean(),
	submittedOn: z.string(),
});
export type ClaimConflict = z.infer<typeof ClaimConflict>;

export const ClaimCase = z.object({
	id: z.string(),
	revision: z.number(),
	schemeId: z.string(),
	claimKind: z.string(),
	state: z.enum(claimStates),
	claimant: Claimant,
	fields: DraftFields,
	documents: ClaimDocuments,
	/** SHA-256 of the files that are PDFs: these are saved, pictures are shown. */
	pdfs: z.array(z.string()),
	submittedOn: z.string(),
	submittedAtMs: z.number(),
	decidedOn: z.nullable(z.string()),
	review: z.nullable(ClaimWord),
	valuation: z.nullable(Valuation),
	/** Everything that was done, oldest first, and by whom, as far as a reviewer needs to know. */
	acts: z.array(z.object({ by: z.enum(['owner', 'self', 'staff']), atMs: z.number(), content: ClaimAct })),
	totals: YearTotals,
	conflicts: z.array(ClaimConflict),
	clock: z.nullable(ClaimClock),
	/** An amount above it is confirmed by another person than set it. */
	secondPersonAboveFen: z.number(),
});
export type ClaimCase = z.infer<typeof ClaimCase>;

/** What the reviewer saw; anything that happened since refuses with `claim.content-changed`. */
const seen = { id: Id, revision: z.int() };

export const CheckClaimInput = z.strictObject({ ...seen, papers: PaperJudgements });
export type CheckClaimInput = z.infer<typeof CheckClaimInput>;

export const ReturnClaimInput = z.strictObject({ ...seen, papers: PaperJudgements, bills: BillJudgements });
export type ReturnClaimInput = z.infer<typeof ReturnClaimInput>;

export const ProcessClaimInput = z.strictObject({ ...seen, bills: BillJudgements });
export type ProcessClaimInput = z.infer<typeof ProcessClaimInput>;

export const ValuateClaimInput = z.strictObject({
	...seen,
	level: z.nullable(Text(60)),
	approvedFen: z.int().check(z.minimum(0)),
	words: Text(maxReasonWords),
});
export type ValuateClaimInput = z.infer<typeof ValuateClaimInput>;

export const ApproveClaimInput = z.strictObject(seen);
export type ApproveClaimInput = z.infer<typeof ApproveClaimInput>;

export const RejectClaimInput = z.strictObject({
	...seen,
	papers: PaperJudgements,
	code: z.enum(claimRejectCodes),
	words: NeededWords,
});
export type RejectClaimInput = z.infer<typeof RejectClaimInput>;

export const UndoClaimInput = z.strictObject({ ...seen, code: z.enum(undoCodes), words: NeededWords });
export type UndoClaimInput = z.infer<typeof UndoClaimInput>;
