import {
	nextEnrollmentState,
	type EnrollmentAct,
	type EnrollmentState,
} from '#shared/domain/enrollment/state.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { EnrollmentRow } from '../enrollment/ports.ts';
import type { Services, Tx } from '../ports.ts';
import { checkApart } from './check-apart.ts';
import { checkHolder } from './check-holder.ts';

/**
 * Somebody else's enrollment, held, as the reviewer saw it, and the state that the act leads to. Throws
 * RefusalError `request.not-found`, `enrollment.own-review`, `enrollment.own-entry`, `enrollment.content-changed`, `enrollment.wrong-state`,
 * `review.held` (another reviewer has it in hand, and that is not known).
 */
export async function lockForReview(
	tx: Tx,
	{ services, actor }: { services: Services; actor: AccountActor },
	seen: { id: string; evaluationId: string; despiteHolder?: true | undefined },
	act: EnrollmentAct,
): Promise<{ row: EnrollmentRow; next: EnrollmentState }> {
	const row = await tx.enrollments.lock(seen.id);
	if (!row) throw new RefusalError({ code: 'request.not-found' });
	await checkApart(tx, actor, row);
	const evaluation = await tx.evaluations.newest(seen.id);
	if (evaluation?.id !== seen.evaluationId) throw new RefusalError({ code: 'enrollment.content-changed' });
	const next = nextEnrollmentState(row.state, act);
	if (!next.ok) throw new RefusalError({ code: next.error });
	await checkHolder(tx, { services, actor }, seen);
	return { row, next: next.value };
}
