import type { AccountActor } from '../actor.ts';
import { openStored, type OpenedDocument } from '../document/open-stored.ts';
import type { Services } from '../ports.ts';
import { answers } from './answering.ts';

/** A picture of feedback, for its sender and for who answers it, whose look is written down. Throws as `openStored`. */
export async function readFeedbackPicture(call: {
	services: Services;
	actor: AccountActor;
	feedbackId: string;
	hash: string;
}): Promise<OpenedDocument> {
	const { services, actor, feedbackId, hash } = call;
	const row = await services.uow.run(actor, async (tx) => {
		const feedback = await tx.feedback.get(feedbackId);
		if (!feedback?.pictures.includes(hash)) return null;
		const isOwn = feedback.ownerAccountId === actor.accountId;
		if (!isOwn && !answers(actor, feedback)) return null;
		if (!isOwn) {
			await tx.audit.append({
				atMs: services.clock.nowMs(),
				actor: actor.accountId,
				act: 'feedback.read-picture',
				subject: feedbackId,
				detail: {},
			});
		}
		return tx.documents.get(feedback.ownerAccountId, hash);
	});
	return openStored(services, row);
}
