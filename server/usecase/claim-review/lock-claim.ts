import type { ClaimAct } from '#shared/domain/claim/claim-review.ts';
import { nextClaimState, type ClaimState } from '#shared/domain/claim/claim-state.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { ClaimRow } from '../claim/ports.ts';
import { tellOwner } from '../notice/tell-owner.ts';
import type { NoticeKind } from '#shared/domain/notice/notice-kind.ts';
import type { Services, Tx } from '../ports.ts';

/** A claim as its reviewer saw it. */
export interface SeenClaim {
	id: string;
	revision: number;
}

export interface ReviewCall<Input> {
	services: Services;
	actor: AccountActor;
	input: Input;
}

interface Judged {
	act: ClaimAct;
	/** What the row holds beside its next state. */
	row?: Partial<Pick<ClaimRow, 'valuation' | 'decidedOn'>>;
	/** What of it the audit tells: keys, codes and amounts; words may name a person. */
	detail: Record<string, string | number | boolean>;
	/** What its owner is told; absent: it shows on the claim's page alone. */
	tells?: NoticeKind;
}

/**
 * One act of a reviewer on somebody else's claim: the row is held, `judge` says what is kept, and state, act, audit,
 * change and notice commit together. Throws RefusalError `request.not-found`, `claim.own-review`,
 * `claim.content-changed` (something happened since it was seen), `claim.wrong-state`, and what `judge` throws.
 */
export async function actOnClaim(
	{ services, actor, input }: ReviewCall<SeenClaim>,
	kind: ClaimAct['act'],
	judge: (tx: Tx, row: ClaimRow) => Promise<Judged>,
): Promise<void> {
	const ownerAccountId = await services.uow.run(actor, async (tx) => {
		const { row, next } = await lockSeen(tx, actor, input, kind);
		const judged = await judge(tx, row);
		const atMs = services.clock.nowMs();
		await tx.claims.decide({
			...row,
			...judged.row,
			state: next,
			revision: row.revision + 1,
			updatedAtMs: atMs,
		});
		await tx.claimActs.append(row.id, { accountId: actor.accountId, atMs, content: judged.act });
		await tx.changes.append(row.ownerAccountId, { kind: 'claim', id: row.id });
		await tx.audit.append({
			atMs,
			actor: actor.accountId,
			act: `claim.${kind}`,
			subject: row.id,
			detail: judged.detail,
		});
		if (judged.tells) {
			await tellOwner(tx, services, { kind: judged.tells, accountId: row.ownerAccountId, claimId: row.id });
		}
		return row.ownerAccountId;
	});
	services.pokes.poke(ownerAccountId);
}

async function lockSeen(
	tx: Tx,
	actor: AccountActor,
	seen: SeenClaim,
	act: ClaimAct['act'],
): Promise<{ row: ClaimRow; next: ClaimState }> {
	const row = await tx.claims.lock(seen.id);
	// A draft is nobody's but its owner's, and absent looks the same.
	if (!row || row.state === 'draft') throw new RefusalError({ code: 'request.not-found' });
	if (row.ownerAccountId === actor.accountId) throw new RefusalError({ code: 'claim.own-review' });
	if (row.revision !== seen.revision) throw new RefusalError({ code: 'claim.content-changed' });
	const next = nextClaimState(row.state, act);
	if (!next.ok) throw new RefusalError({ code: next.error });
	return { row, next: next.value };
}
