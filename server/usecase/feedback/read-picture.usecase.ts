import type { AccountActor } from '../actor.ts';
import { openStored, type OpenedDocument } from '../document/open-stored.ts';
import type { Services } from '../ports.ts';

/** A picture of feedback, for its sender and for who answers it: row-level security says who. Throws as `openStored`. */
export async function readFeedbackPicture(call: {
	services: Services;
	actor: AccountActor;
	feedbackId: string;
	hash: string;
}): Promise<OpenedDocument> {
	const { services, actor, feedbackId, hash } = call;
	const row = await services.uow.run(actor, async (tx) => {
		const feedback = await tx.feedback.get(feedbackId);
		return feedback?.pictures.includes(hash) ? tx.documents.get(feedback.ownerAccountId, hash) : null;
	});
	return openStored(services, row);
}
