/** Tables of claims and their files. `…_ms` is real time; `…_on` a business date as text. */
import type { ClaimState } from '#shared/domain/claim/claim.ts';
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
