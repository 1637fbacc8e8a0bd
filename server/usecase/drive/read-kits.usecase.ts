import { leaseMs, type AssignmentState } from '#shared/domain/drive/drive.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { viewDrive } from './own-school.ts';
import type { AssignmentRow, DriveRow } from './ports.ts';
import { currentKey } from './school-key.ts';
import { rosterSliceOf } from './take-roster.usecase.ts';

/** A phone that hears of no more than this has heard of every drive of the season. */
const maxKits = 50;

/** What a volunteer's phone needs of each drive, the newest first; each answer prolongs the lease. */
export async function readOwnKits({
	services,
	actor,
}: {
	services: Services;
	actor: AccountActor;
}): Promise<DriveKit[]> {
	const joined = await services.uow.run(actor, async (tx) => {
		const assignments = await tx.driveAssignments.ofAccount(actor.accountId, maxKits);
		const drives = new Map<string, DriveRow | null>();
		for (const { driveId } of assignments) {
			if (!drives.has(driveId)) drives.set(driveId, await tx.drives.get(driveId));
		}
		return assignments.map((assignment) => ({ assignment, drive: drives.get(assignment.driveId)! }));
	});
	const kits: DriveKit[] = [];
	for (const each of joined) kits.push(await kitOf(services, each));
	return kits;
}

/** Throws RefusalError `drive.not-offered`: the master key was taken away. */
export async function kitOf(
	services: Services,
	{ drive, assignment }: { drive: DriveRow; assignment: AssignmentRow },
): Promise<DriveKit> {
	const { id, alg, publicKey } = await currentKey(services, drive.schoolCode);
	const state = stateOf(drive, assignment);
	const roster = state === 'active' ? await rosterSliceOf(services, drive) : null;
	const nowMs = services.clock.nowMs();
	return {
		drive: viewDrive(drive),
		assignmentId: assignment.id,
		state,
		nowMs,
		leaseUntilMs: nowMs + leaseMs,
		key: { keyId: id, alg, publicKey },
		...(roster ? { roster } : {}),
	};
}

function stateOf(drive: DriveRow, { revokedAtMs }: AssignmentRow): AssignmentState {
	if (revokedAtMs !== null) return 'revoked';
	return drive.state === 'open' ? 'active' : 'over';
}
