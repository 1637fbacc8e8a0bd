import { RefusalError } from '#shared/errors/refusal.ts';
import type { Actor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { lockOwnEnrollment } from './own-enrollment.ts';

/**
 * Deletes a draft with everything that hangs on it, also one that was submitted once and taken back: that it was
 * there stays in the audit, and its number is never given again. One that ever had a payment order stays.
 * Throws RefusalError `request.not-found`, `enrollment.wrong-state`.
 */
export async function removeDraft(call: {
	tx: Tx;
	services: Services;
	actor: Extract<Actor, { kind: 'account' }>;
	id: string;
}): Promise<void> {
	const { tx, services, actor, id } = call;
	const row = await lockOwnEnrollment(tx, actor.accountId, id);
	if (row.state !== 'draft' || (await tx.orders.ofEnrollment(id))) {
		throw new RefusalError({ code: 'enrollment.wrong-state' });
	}
	// What was told of it goes with it, on the person's phones too.
	for (const notice of await tx.notices.ofEnrollment(id)) {
		await tx.changes.append(actor.accountId, { kind: 'notice', id: notice });
	}
	await tx.enrollments.remove(id);
	await tx.changes.append(actor.accountId, { kind: 'enrollment', id });
	await tx.audit.append({
		atMs: services.clock.nowMs(),
		actor: actor.accountId,
		act: 'enrollment.remove',
		subject: id,
		detail: row.caseNumber === null ? {} : { caseNumber: row.caseNumber },
	});
}
