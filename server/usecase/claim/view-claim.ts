import type { ClaimView } from '#shared/protocol/view.ts';
import type { ClaimRow } from './ports.ts';

export function viewClaim(row: ClaimRow): ClaimView {
	const { id, schemeId, claimKind, state, fields, documents, submittedAtMs, submittedOn, updatedAtMs } = row;
	return { id, schemeId, claimKind, state, fields, documents, submittedAtMs, submittedOn, updatedAtMs };
}
