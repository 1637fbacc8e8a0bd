import type { DraftFields } from '#shared/domain/enrollment/fields.ts';
import { asHandedIn } from '../claim/handed-in.ts';
import type { ClaimActRow, ClaimRow } from '../claim/ports.ts';

/** What was handed in, with the claimant's ID number among it: where a number could stand that is shown masked. */
export function claimNumbers(stored: ClaimRow, acts: readonly ClaimActRow[]): DraftFields {
	const { fields, claimant } = asHandedIn(stored, acts);
	return { ...fields, ...(claimant && { idNumber: claimant.idNumber }) };
}
