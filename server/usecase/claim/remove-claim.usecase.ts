import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { lockOwnClaim } from './own-claim.ts';

/**
 * Deletes a draft; files that no other record names are collected later.
 * Throws RefusalError `request.not-found`, `claim.wrong-state`.
 */
export async function removeClaim(call: {
	tx: Tx;
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<void> {
	const { tx, services, actor, id } = call;
	const row = await lockOwnClaim(tx, actor.accountId, id);
	// What was handed in once stays, with what was said of it.
	if (row.state !== 'draft') throw new RefusalError({ code: 'claim.wrong-state' });
	await tx.claims.remove(id);
	await tx.changes.append(actor.accountId, { kind: 'claim', id });
	const atMs = services.clock.nowMs();
	await tx.audit.append({ atMs, actor: actor.accountId, act: 'claim.remove', subject: id, detail: {} });
}
