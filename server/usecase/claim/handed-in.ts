import type { Tx } from '../ports.ts';
import type { ClaimActRow, ClaimRow } from './ports.ts';

/**
 * A claim as it was handed in: while its owner mends one that came back, what they change is theirs alone until they
 * hand it in again. A draft was never handed in, and is as it is.
 */
export async function handedInOf(tx: Tx, row: ClaimRow): Promise<ClaimRow> {
	return row.state === 'returned' ? asHandedIn(row, await tx.claimActs.list(row.id)) : row;
}

/** As `handedInOf`, with the acts at hand. */
export function asHandedIn(row: ClaimRow, acts: readonly ClaimActRow[]): ClaimRow {
	if (row.state !== 'returned') return row;
	const newest = acts.findLast(({ content }) => content.act === 'submit')?.content;
	return newest?.act === 'submit' && newest.handedIn ? { ...row, ...newest.handedIn } : row;
}
