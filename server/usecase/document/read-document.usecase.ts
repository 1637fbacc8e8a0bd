import { hashesOf } from '#shared/domain/claim/claim.ts';
import type { AccountActor } from '../actor.ts';
import { handedInOf } from '../claim/handed-in.ts';
import type { Services } from '../ports.ts';
import { openStored, type OpenedDocument } from './open-stored.ts';

/**
 * A file of a claim, for who may read the claim: its owner, and a reviewer once it was handed in, of what was handed in, whose
 * look is written down. A claim that is absent, another's, or does not name the file, and a file that is not stored: all look
 * the same. Throws as `openStored`.
 */
export async function readDocument(call: {
	services: Services;
	actor: AccountActor;
	claimId: string;
	hash: string;
}): Promise<OpenedDocument> {
	const { services, actor, claimId, hash } = call;
	const row = await services.uow.run(actor, async (tx) => {
		const claim = await tx.claims.get(claimId);
		if (!claim) return null;
		const isOwn = claim.ownerAccountId === actor.accountId;
		if (!isOwn && (actor.role !== 'reviewer' || claim.state === 'draft')) return null;
		const seen = isOwn ? claim : await handedInOf(tx, claim);
		if (!hashesOf(seen.documents).includes(hash)) return null;
		if (!isOwn) {
			await tx.audit.append({
				atMs: services.clock.nowMs(),
				actor: actor.accountId,
				act: 'claim.read-document',
				subject: claimId,
				detail: {},
			});
		}
		return tx.documents.get(claim.ownerAccountId, hash);
	});
	return openStored(services, row);
}
