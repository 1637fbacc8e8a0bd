import { nextEnrollmentState } from '#shared/domain/enrollment/state.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Actor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { lockOwnEnrollment } from './own-enrollment.ts';

/**
 * 撤回: a declared enrollment that nobody has judged is its owner's draft again; its number stays for the next
 * submission. Throws RefusalError `request.not-found`, `enrollment.wrong-state`.
 */
export async function withdrawEnrollment(call: {
	tx: Tx;
	services: Services;
	actor: Extract<Actor, { kind: 'account' }>;
	id: string;
	/** The person's other submission that takes its place. */
	replacedBy?: string;
}): Promise<void> {
	const { tx, services, actor, id, replacedBy } = call;
	const row = await lockOwnEnrollment(tx, actor.accountId, id);
	const next = nextEnrollmentState(row.state, 'withdraw');
	if (!next.ok) throw new RefusalError({ code: next.error });
	const nowMs = services.clock.nowMs();
	await tx.enrollments.update({
		...row,
		state: next.value,
		personId: null,
		contentHash: null,
		updatedAtMs: nowMs,
	});
	await tx.changes.append(actor.accountId, { kind: 'enrollment', id });
	await tx.audit.append({
		atMs: nowMs,
		actor: actor.accountId,
		act: 'enrollment.withdraw',
		subject: id,
		detail: replacedBy === undefined ? {} : { replacedBy },
	});
}
