import { RefusalError } from '#shared/errors/refusal.ts';
import type { InviteInput, NewInvitation } from '#shared/protocol/drive.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { newId } from '#shared/std/id.ts';
import { newToken } from '../account/session.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { driveOfSchool, schoolOf } from './own-school.ts';

const hourMs = 3_600_000;

/**
 * An invitation for so many volunteers and hours. Its token is told here and never again. Throws RefusalError
 * `request.not-found`, `drive.closed`.
 */
export async function inviteVolunteers(call: {
	services: Services;
	actor: AccountActor;
	input: InviteInput;
}): Promise<NewInvitation> {
	const { services, actor, input } = call;
	const token = newToken(services);
	const tokenHash = await sha256Hex(token);
	return services.uow.run(actor, async (tx) => {
		const drive = await driveOfSchool(tx, actor, input.driveId);
		if (drive.state !== 'open') throw new RefusalError({ code: 'drive.closed' });
		const nowMs = services.clock.nowMs();
		const id = newId(services.clock, services.random);
		const expiresAtMs = nowMs + input.hours * hourMs;
		await tx.driveInvitations.insert({
			id,
			driveId: drive.id,
			schoolCode: drive.schoolCode,
			tokenHash,
			uses: input.uses,
			used: 0,
			createdByAccountId: actor.accountId,
			createdAtMs: nowMs,
			expiresAtMs,
			revokedAtMs: null,
		});
		await tx.audit.append({
			atMs: nowMs,
			actor: actor.accountId,
			act: 'drive.invite',
			subject: id,
			detail: { driveId: drive.id, uses: input.uses, expiresAtMs },
		});
		return { id, token, expiresAtMs };
	});
}

/** Nobody else joins by it; who has joined stays. Revoking again changes nothing. Throws RefusalError `request.not-found`. */
export async function revokeInvitation(call: {
	services: Services;
	actor: AccountActor;
	driveId: string;
	id: string;
}): Promise<void> {
	const { services, actor, driveId, id } = call;
	schoolOf(actor);
	await services.uow.run(actor, async (tx) => {
		await driveOfSchool(tx, actor, driveId);
		const invitations = await tx.driveInvitations.ofDrive(driveId);
		if (!invitations.some((each) => each.id === id)) throw new RefusalError({ code: 'request.not-found' });
		const atMs = services.clock.nowMs();
		if ((await tx.driveInvitations.revoke(id, atMs)) === null) return;
		const entry = { atMs, actor: actor.accountId, act: 'drive.revoke-invitation' as const, subject: id };
		await tx.audit.append({ ...entry, detail: { driveId } });
	});
}
