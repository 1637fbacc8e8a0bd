import { RefusalError } from '#shared/errors/error-codes.ts';
import type { Tx } from '../ports.ts';
import type { ClaimRow } from './ports.ts';

/**
 * The actor's own draft, held. Throws RefusalError `request.not-found` (absent and another's look the same),
 * `claim.wrong-state`.
 */
export async function lockOwnDraft(tx: Tx, accountId: string, id: string): Promise<ClaimRow> {
	const row = await tx.claims.lock(id);
	if (row?.ownerAccountId !== accountId) throw new RefusalError({ code: 'request.not-found' });
	if (row.state !== 'draft') throw new RefusalError({ code: 'claim.wrong-state' });
	return row;
}
