import { isStaff } from '#shared/domain/account/role.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { DriveKit, InvitationCard, JoinDriveInput } from '#shared/protocol/drive.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { newId } from '#shared/std/id.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { viewDrive } from './own-school.ts';
import type { AssignmentRow, DriveRow, InvitationRow } from './ports.ts';
import { kitOf } from './read-kits.usecase.ts';

interface Joining {
	services: Services;
	actor: AccountActor;
	/** For the limit of guesses. */
	address: string | null;
}

// A volunteer does not see invitations: the product itself looks.
const system = { kind: 'system' } as const;

const refuse = (code: ErrorCode): never => {
	throw new RefusalError({ code });
};

/** What the invitation is to, before anybody agrees to anything. Throws as `joinDrive`. */
export async function readInvitation(call: Joining & { token: string }): Promise<InvitationCard> {
	const { services, actor, token } = call;
	await countTries(call);
	const tokenHash = await sha256Hex(token);
	return services.uow.run(system, async (tx) => {
		const { invitation, drive, held } = await findInvitation(tx, services, actor, tokenHash);
		if (!held && invitation.used >= invitation.uses) refuse('drive.invitation-used-up');
		return { drive: viewDrive(drive), expiresAtMs: invitation.expiresAtMs };
	});
}

/**
 * Makes the volunteer's assignment, with the undertaking that was agreed to. Joining again takes no further use and
 * changes nothing. Throws RefusalError `request.too-many`, and in this order `drive.invitation-unknown`,
 * `drive.other-school`, `drive.not-a-volunteer`, `auth.not-bound`, `drive.invitation-revoked`, `drive.invitation-expired`,
 * `drive.closed`, `drive.assignment-revoked` (the school sent this volunteer away after it made the invitation),
 * `drive.invitation-used-up`.
 */
export async function joinDrive(call: Joining & { input: JoinDriveInput }): Promise<DriveKit> {
	const { services, actor, input } = call;
	await countTries(call);
	const tokenHash = await sha256Hex(input.token);
	const joined = await services.uow.run(system, async (tx) => {
		const { invitation, drive, held } = await findInvitation(tx, services, actor, tokenHash);
		if (held) return { drive, assignment: held };
		if (invitation.used >= invitation.uses) refuse('drive.invitation-used-up');
		const assignment: AssignmentRow = {
			id: newId(services.clock, services.random),
			driveId: drive.id,
			schoolCode: drive.schoolCode,
			accountId: actor.accountId,
			invitationId: invitation.id,
			undertakingVersion: input.undertaking.textVersion,
			undertakingAtMs: input.undertaking.atMs,
			joinedAtMs: services.clock.nowMs(),
			revokedAtMs: null,
		};
		await tx.driveInvitations.countUse(invitation.id);
		await tx.driveAssignments.insert(assignment);
		await tx.audit.append({
			atMs: assignment.joinedAtMs,
			actor: actor.accountId,
			act: 'drive.join',
			subject: assignment.id,
			detail: { driveId: drive.id, invitation: invitation.id, undertaking: assignment.undertakingVersion },
		});
		return { drive, assignment };
	});
	return kitOf(services, joined);
}

async function countTries({ services, actor, address }: Joining): Promise<void> {
	if (isStaff(actor.role)) refuse('drive.not-a-volunteer');
	await countHits(services, [
		{ limit: limits.driveJoinByAccount, of: actor.accountId },
		{ limit: limits.driveJoinByAddress, of: address },
	]);
}

/**
 * A volunteer by office, or a student whom the school named for this drive by the phone's number: their account stays a student's, and
 * says who they are, as they sign an undertaking.
 */
async function refuseUnlessInvited(tx: Tx, actor: AccountActor, driveId: string): Promise<void> {
	if (actor.role === 'volunteer') return;
	const account = await tx.accounts.findById(actor.accountId);
	if (!account || !(await tx.driveHelpers.has(driveId, account.phone))) refuse('drive.not-a-volunteer');
	if (!(await tx.persons.findByAccount(actor.accountId))) refuse('auth.not-bound');
}

/** Holds the invitation; `held`: the assignment that the volunteer has in this drive already. */
async function findInvitation(
	tx: Tx,
	services: Services,
	actor: AccountActor,
	tokenHash: string,
): Promise<{ invitation: InvitationRow; drive: DriveRow; held: AssignmentRow | undefined }> {
	const invitation = await tx.driveInvitations.lockByToken(tokenHash);
	const drive = invitation && (await tx.drives.get(invitation.driveId));
	if (!invitation || !drive) return refuse('drive.invitation-unknown');
	if (actor.schoolCode !== null && actor.schoolCode !== drive.schoolCode) refuse('drive.other-school');
	await refuseUnlessInvited(tx, actor, drive.id);
	if (invitation.revokedAtMs !== null) refuse('drive.invitation-revoked');
	if (invitation.expiresAtMs <= services.clock.nowMs()) refuse('drive.invitation-expired');
	if (drive.state !== 'open') refuse('drive.closed');
	const own = (await tx.driveAssignments.ofDrive(drive.id)).filter(
		({ accountId }) => accountId === actor.accountId,
	);
	const sentAwayAtMs = Math.max(0, ...own.map(({ revokedAtMs }) => revokedAtMs ?? 0));
	if (invitation.createdAtMs <= sentAwayAtMs) refuse('drive.assignment-revoked');
	return { invitation, drive, held: own.find(({ revokedAtMs }) => revokedAtMs === null) };
}
