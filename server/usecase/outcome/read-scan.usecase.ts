import type { AccountActor } from '../actor.ts';
import { openStored, type OpenedDocument } from '../document/open-stored.ts';
import type { Services } from '../ports.ts';
import { administered } from './own-school.ts';

/**
 * The scan that the school's word of a student rests on, for every administrator of that school, whoever brought it; the look is
 * written down. A student who is absent or another school's, a word that does not name the scan or was taken back, and a scan of
 * which only the fingerprint is kept: all look the same. Throws as `openStored`.
 */
export async function readScan(call: {
	services: Services;
	actor: AccountActor;
	studentId: string;
	hash: string;
}): Promise<OpenedDocument> {
	const { services, actor, studentId, hash } = call;
	const schoolCode = administered(actor);
	const row = await services.uow.run(actor, async (tx) => {
		const ownerAccountId = await tx.outcomes.scanOwner(schoolCode, studentId, hash);
		if (ownerAccountId === null) return null;
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'outcome.read-document',
			subject: studentId,
			detail: {},
		});
		return tx.documents.get(ownerAccountId, hash);
	});
	return openStored(services, row);
}
