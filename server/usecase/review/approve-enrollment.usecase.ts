import { RefusalError } from '#shared/errors/refusal.ts';
import type { ApproveInput } from '#shared/protocol/review.ts';
import type { Actor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { approve } from './approve.ts';

/**
 * A reviewer approves what the newest evaluation shows: 已办结, and the payment order by the fee rules in the
 * same transaction. Nothing due (a lump sum covers the year, an exempt identity): no order. The same approval again changes
 * nothing. Throws RefusalError `request.not-found`, `enrollment.own-review`, `enrollment.content-changed` (another evaluation is newest),
 * `enrollment.wrong-state`, `enrollment.findings-stand`, `enrollment.duplicate`.
 */
export async function approveEnrollment(call: {
	services: Services;
	actor: Extract<Actor, { kind: 'account' }>;
	input: ApproveInput;
}): Promise<void> {
	const { services, actor, input } = call;
	const ownerAccountId = await services.uow.run(actor, async (tx) => {
		const row = await tx.enrollments.lock(input.id);
		if (!row) throw new RefusalError({ code: 'request.not-found' });
		if (row.ownerAccountId === actor.accountId) throw new RefusalError({ code: 'enrollment.own-review' });
		const evaluation = await tx.evaluations.newest(row.id);
		if (evaluation?.id !== input.evaluationId) throw new RefusalError({ code: 'enrollment.content-changed' });
		if (row.state === 'approved') return null;
		await approve(tx, services, actor.accountId, row, evaluation);
		return row.ownerAccountId;
	});
	if (ownerAccountId) services.pokes.poke(ownerAccountId);
}
