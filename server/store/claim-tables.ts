/** Tables of claims and their files. `…_ms` is real time; `…_on` a business date as text. */
import type { Generated } from 'kysely';
import type { Claimant, ClaimAct, Valuation } from '#shared/domain/claim/claim-review.ts';
import type { ClaimState } from '#shared/domain/claim/claim-state.ts';
import type { DocumentType } from '#shared/domain/document/document-type.ts';
import type { DraftFields } from '#shared/domain/enrollment/fields.ts';

export interface ClaimTables {
	claim: {
		id: string;
		owner_account_id: string;
		scheme_id: string;
		claim_kind: string;
		state: ClaimState;
		fields: DraftFields;
		documents: Record<string, string[]>;
		content_hash: string | null;
		submitted_at_ms: number | null;
		submitted_on: string | null;
		device_submitted_at_ms: number | null;
		created_at_ms: number;
		updated_at_ms: number;
		revision: number;
		claimant: Claimant | null;
		valuation: Valuation | null;
		decided_on: string | null;
	};
	claim_act: {
		n: Generated<number>;
		claim_id: string;
		account_id: string;
		at_ms: number;
		content: ClaimAct;
	};
	claim_receipt: {
		claim_id: string;
		number: string;
	};
	claim_document: {
		claim_id: string;
		hash: string;
	};
	document: {
		owner_account_id: string;
		hash: string;
		size: number;
		type: DocumentType;
		place: string;
		stored_at_ms: number;
		needed_at_ms: number;
	};
}
