import { RefusalError } from '#shared/errors/refusal.ts';
import { rosterPageSize, type RosterPage, type RosterSlice } from '#shared/protocol/drive-roster.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import type { DriveRow } from './ports.ts';
import type { DriveRosterRow } from './roster-ports.ts';

/**
 * A page of the students whom the school gave to the drive, for a phone whose assignment stands. Absent and not the
 * volunteer's (no longer, or not yet; the drive closed; no list given) look the same. Throws RefusalError
 * `request.too-many`, `request.not-found`.
 */
export async function takeRoster(call: {
	services: Services;
	actor: AccountActor;
	driveId: string;
	after: string | null;
}): Promise<RosterPage> {
	const { services, actor, driveId, after } = call;
	await countHits(services, [{ limit: limits.driveRosterByAccount, of: actor.accountId }]);
	// The roster is the school's to see: the product itself looks what this volunteer was given.
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const drive = await tx.drives.get(driveId);
		const chosen = await tx.driveRosters.get(driveId);
		const assigned = (await tx.driveAssignments.ofDrive(driveId)).find(
			({ accountId, revokedAtMs }) => accountId === actor.accountId && revokedAtMs === null,
		);
		if (drive?.state !== 'open' || !chosen || !assigned) {
			throw new RefusalError({ code: 'request.not-found' });
		}
		const found = await tx.driveRosters.page(ofDrive(drive, chosen), after, rosterPageSize + 1);
		const students = found.slice(0, rosterPageSize);
		const { version } = await sliceOf(tx, drive, chosen);
		await tx.audit.append({
			atMs: services.clock.nowMs(),
			actor: actor.accountId,
			act: 'drive.take-roster',
			subject: assigned.id,
			detail: { driveId, students: students.length, hasIdNumbers: chosen.hasIdNumbers },
		});
		return {
			version,
			hasMore: found.length > rosterPageSize,
			students: chosen.hasIdNumbers
				? students
				: students.map((student) => ({ ...student, idType: null, idNumber: null })),
		};
	});
}

/** Which list a drive's phones should have; null: none. */
export async function rosterSliceOf(services: Services, drive: DriveRow): Promise<RosterSlice | null> {
	if (drive.state !== 'open') return null;
	return services.uow.run({ kind: 'system' }, async (tx) => {
		const chosen = await tx.driveRosters.get(drive.id);
		return chosen && sliceOf(tx, drive, chosen);
	});
}

const ofDrive = ({ schoolCode, schemeId }: DriveRow, { parts }: DriveRosterRow) => ({
	schoolCode,
	schemeId,
	parts,
});

async function sliceOf(tx: Tx, drive: DriveRow, chosen: DriveRosterRow): Promise<RosterSlice> {
	const { count, changedAtMs } = await tx.driveRosters.measure(ofDrive(drive, chosen));
	const said = JSON.stringify([chosen.chosenAtMs, chosen.parts, chosen.hasIdNumbers, count, changedAtMs]);
	return { version: (await sha256Hex(said)).slice(0, 16), count };
}
