import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { driveOfSchool } from './own-school.ts';

/**
 * The volunteer's phone hears it at its next contact and wipes what it holds of the drive. Revoking again changes
 * nothing. Throws RefusalError `request.not-found`.
 */
export async function revokeAssignment(call: {
	services: Services;
	actor: AccountActor;
	driveId: string;
	assignmentId: string;
}): Promise<void> {
	const { services, actor, driveId, assignmentId } = call;
	const revoked = await services.uow.run(actor, async (tx) => {
		await driveOfSchool(tx, actor, driveId);
		const assignment = await tx.driveAssignments.get(assignmentId);
		if (assignment?.driveId !== driveId) throw new RefusalError({ code: 'request.not-found' });
		const atMs = services.clock.nowMs();
		const done = await tx.driveAssignments.revoke(assignmentId, atMs);
		if (!done) return null;
		const entry = { atMs, actor: actor.accountId, act: 'drive.revoke' as const, subject: assignmentId };
		await tx.audit.append({ ...entry, detail: { driveId } });
		return done;
	});
	if (revoked) services.pokes.poke(revoked.accountId);
}
