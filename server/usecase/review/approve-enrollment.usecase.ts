import { RefusalError } from '#shared/errors/refusal.ts';
import type { ApproveInput } from '#shared/protocol/review.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { approve } from './approve.ts';
import { checkApart } from './check-apart.ts';
import { checkHolder } from './check-holder.ts';

interface Call {
	services: Services;
	actor: AccountActor;
	input: ApproveInput;
}

/**
 * A reviewer approves what the newest evaluation shows: 已办结, and the payment order by the fee rules in the
 * same transaction. Nothing due (a lump sum covers the year, an exempt identity): no order. The same approval again changes
 * nothing. Throws RefusalError `request.not-found`, `enrollment.own-review`, `enrollment.own-entry`, `enrollment.content-changed` (another evaluation is newest),
 * `enrollment.wrong-state`, `enrollment.findings-stand`, `enrollment.duplicate`, `review.held`.
 */
export async function approveEnrollment(call: Call): Promise<void> {
	const { services, actor } = call;
	const ownerAccountId = await services.uow.run(actor, (tx) => approveSeen(tx, call));
	if (ownerAccountId) services.pokes.poke(ownerAccountId);
}

/** The same in the caller's transaction. Answers with the owner's account; null: it was approved before. */
export async function approveSeen(tx: Tx, { services, actor, input }: Call): Promise<string | null> {
	const row = await tx.enrollments.lock(input.id);
	if (!row) throw new RefusalError({ code: 'request.not-found' });
	await checkApart(tx, actor, row);
	const evaluation = await tx.evaluations.newest(row.id);
	if (evaluation?.id !== input.evaluationId) throw new RefusalError({ code: 'enrollment.content-changed' });
	if (row.state === 'approved') return null;
	await checkHolder(tx, { services, actor }, input);
	await approve(tx, services, actor.accountId, row, evaluation);
	await tx.holds.remove(row.id);
	return row.ownerAccountId;
}
