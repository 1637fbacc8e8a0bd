import { isClaimEditable } from '#shared/domain/claim/claim-state.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Tx } from '../ports.ts';
import type { ClaimRow } from './ports.ts';

/**
 * The actor's own claim while they may change it, held. Throws RefusalError `request.not-found` (absent and another's look the same),
 * `claim.wrong-state`.
 */
export async function lockOwnClaim(tx: Tx, accountId: string, id: string): Promise<ClaimRow> {
	const row = await tx.claims.lock(id);
	if (row?.ownerAccountId !== accountId) throw new RefusalError({ code: 'request.not-found' });
	if (!isClaimEditable(row.state)) throw new RefusalError({ code: 'claim.wrong-state' });
	return row;
}
