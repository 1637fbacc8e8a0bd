import type { Claimant, ClaimAct, Valuation } from '#shared/domain/claim/claim-review.ts';
import type { ClaimState } from '#shared/domain/claim/claim-state.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';

/** One claim as the server holds it. Times are real, in ms; `…On` are business dates. */
export interface ClaimRow {
	id: string;
	ownerAccountId: string;
	schemeId: string;
	claimKind: string;
	state: ClaimState;
	fields: DraftFields;
	/** SHA-256 of each page of each paper. */
	documents: Record<string, string[]>;
	contentHash: string | null;
	submittedAtMs: number | null;
	submittedOn: string | null;
	/** The device's time of submitting: kept, never used to decide. */
	deviceSubmittedAtMs: number | null;
	createdAtMs: number;
	updatedAtMs: number;
	/** Counts what happened to it: what a reviewer saw is told by it. */
	revision: number;
	/** Whom the account was bound to when it was handed in. */
	claimant: Claimant | null;
	/** The amount, from 核价 on. */
	valuation: Valuation | null;
	decidedOn: string | null;
}

/** One act on a claim, by whom. */
export interface ClaimActRow {
	accountId: string;
	atMs: number;
	content: ClaimAct;
}

/** Something of this claim that another one holds too. */
export type ClaimConflict =
	{ kind: 'receipt'; number: string; claim: ClaimRow } | { kind: 'document'; hash: string; claim: ClaimRow };

interface ClaimQueueQuery {
	state: ClaimState;
	after: { submittedAtMs: number; id: string } | null;
	limit: number;
}

export interface ClaimTable {
	/** Null when absent or not the actor's to see: both look the same. */
	get(id: string): Promise<ClaimRow | null>;
	/** All of this account. */
	ofOwner(accountId: string): Promise<ClaimRow[]>;
	/** As `get`, and holds the row until the transaction ends. */
	lock(id: string): Promise<ClaimRow | null>;
	/** False when the id is taken, by whomever. */
	insert(row: ClaimRow): Promise<boolean>;
	/** Writes what a reviewer decides: state, amount, times. Fields and files stay. */
	decide(row: ClaimRow): Promise<void>;
	/** Of one state, oldest submission first; `total` counts all of them. */
	queue(query: ClaimQueueQuery): Promise<{ rows: ClaimRow[]; total: number }>;
	/** Other claims that were handed in with one of its receipts' numbers or files, as far as the actor sees. */
	conflicts(row: ClaimRow): Promise<ClaimConflict[]>;
	/** The numbers of its receipts, in the place of those of before. */
	nameReceipts(id: string, numbers: string[]): Promise<void>;
	/** Writes the whole row, and which files it names; `alsoNamed`: those of what was handed in, while it is being mended. */
	update(row: ClaimRow, alsoNamed?: readonly string[]): Promise<void>;
	remove(id: string): Promise<void>;
}

interface ClaimActTable {
	append(claimId: string, act: ClaimActRow): Promise<void>;
	/** Oldest first. */
	list(claimId: string): Promise<ClaimActRow[]>;
}

/** What the office decides by, beside the scheme. */
export interface ClaimReviewSettings {
	/** Working days from the receipt to the decision. */
	workingDays: number;
	/** An amount above it is confirmed by a second person. */
	secondPersonAboveFen: number;
}

export interface ClaimTx {
	claims: ClaimTable;
	claimActs: ClaimActTable;
}
