import { hmacSha256Hex, isSameDigest } from '#shared/std/hmac.ts';
import type { ClaimActRow } from '../claim/ports.ts';
import type { Services } from '../ports.ts';

/** An act that ends a review. */
const isDecision = ({ content }: ClaimActRow) => content.act === 'approve' || content.act === 'reject';

/** The decision that stands: the newest, when nothing has undone it. */
export function standingDecision(acts: readonly ClaimActRow[]): ClaimActRow | null {
	const newest = acts.findLast((act) => isDecision(act) || act.content.act === 'undo');
	return newest && isDecision(newest) ? newest : null;
}

/**
 * The code on the letter of one decision: the claim's id, and what only this server can say of it. It is in no other
 * place than on the paper, and the next decision on the same claim has another.
 */
export async function decisionCode(services: Services, claimId: string, act: ClaimActRow): Promise<string> {
	const root = await services.uow.run({ kind: 'system' }, (tx) => tx.secrets.accountRoot());
	const digest = await hmacSha256Hex(root, `paper.decision ${claimId} ${act.content.act} ${act.atMs}`);
	return `${claimId}.${digest.slice(0, 32)}`;
}

/** Which of a claim's decisions a code is of; null: none. */
export async function decisionOfCode(
	services: Services,
	{ claimId, code, acts }: { claimId: string; code: string; acts: readonly ClaimActRow[] },
): Promise<ClaimActRow | null> {
	for (const act of acts.filter(isDecision)) {
		if (isSameDigest(code, await decisionCode(services, claimId, act))) return act;
	}
	return null;
}
