import type { FeedbackState } from '#shared/domain/feedback/feedback.ts';
import type { FeedbackQueue, OwnFeedback } from '#shared/protocol/feedback.ts';
import type { AccountActor } from '../actor.ts';
import { schoolOf } from '../drive/own-school.ts';
import type { Services } from '../ports.ts';
import { viewFeedback } from './view-feedback.ts';

const maxShown = 100;

/** The sender's own, newest first. */
export async function readOwnFeedback(call: {
	services: Services;
	actor: AccountActor;
}): Promise<OwnFeedback> {
	const { services, actor } = call;
	const rows = await services.uow.run(actor, (tx) => tx.feedback.ofOwner(actor.accountId, maxShown));
	return { feedback: rows.map(viewFeedback), atMs: services.clock.nowMs() };
}

/** What the actor's office or school has to answer, oldest first. The look is written down. Throws as `schoolOf`. */
export async function readFeedbackQueue(call: {
	services: Services;
	actor: AccountActor;
	state: FeedbackState;
}): Promise<FeedbackQueue> {
	const { services, actor, state } = call;
	const schoolCode = actor.role === 'reviewer' ? null : schoolOf(actor);
	const { rows, total } = await services.uow.run(actor, async (tx) => {
		const page = await tx.feedback.queue({ state, schoolCode, limit: maxShown });
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'feedback.queue',
			subject: null,
			detail: { state, rows: page.rows.length },
		});
		return page;
	});
	// Which person an account is bound to is the product's to read; the office is told the name, as on every desk.
	const names = await services.uow.run({ kind: 'system' }, async (tx) => {
		const found = new Map<string, string>();
		for (const { ownerAccountId: id } of rows) {
			if (!found.has(id)) found.set(id, (await tx.persons.findByAccount(id))?.name ?? '');
		}
		return found;
	});
	return { rows: rows.map((row) => ({ ...viewFeedback(row), name: names.get(row.ownerAccountId)! })), total };
}
