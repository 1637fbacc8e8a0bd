import type { ClaimState } from '#shared/domain/claim/claim.ts';
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
	/** Writes the whole row, and which files it names. */
	update(row: ClaimRow): Promise<void>;
	remove(id: string): Promise<void>;
}

export interface ClaimTx {
	claims: ClaimTable;
}
