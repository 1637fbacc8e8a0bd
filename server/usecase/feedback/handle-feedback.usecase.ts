import { nextFeedbackState } from '#shared/domain/feedback/feedback.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { answers } from './answering.ts';

interface Handling {
	services: Services;
	actor: AccountActor;
	id: string;
}

/** 处理中: somebody looks into it. Throws as `handle`. */
export const takeFeedback = (call: Handling): Promise<void> => handle(call, null);

/** 已答复: with the answer, once. Throws as `handle`. */
export const answerFeedback = (call: Handling & { answer: string }): Promise<void> =>
	handle(call, call.answer.trim());

/**
 * Only by the office or the school that it was sent to; row-level security says so too.
 * Throws RefusalError `request.not-found`, `feedback.handled-already`.
 */
async function handle({ services, actor, id }: Handling, answer: string | null): Promise<void> {
	const ownerAccountId = await services.uow.run(actor, async (tx) => {
		const row = await tx.feedback.lock(id);
		if (!row || !answers(actor, row)) throw new RefusalError({ code: 'request.not-found' });
		const act = answer === null ? 'take' : 'answer';
		const next = nextFeedbackState(row.state, act);
		if (!next.ok) throw new RefusalError({ code: next.error });
		const atMs = services.clock.nowMs();
		await tx.feedback.handle({
			id,
			state: next.value,
			answer,
			answeredAtMs: answer === null ? null : atMs,
		});
		const detail = { category: row.category };
		await tx.audit.append({ atMs, actor: actor.accountId, act: `feedback.${act}`, subject: id, detail });
		return row.ownerAccountId;
	});
	services.pokes.poke(ownerAccountId);
}
