import { RefusalError } from '#shared/errors/refusal.ts';
import type { ChooseRosterInput, RosterChoice } from '#shared/protocol/drive-roster.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';
import { driveOfSchool } from './own-school.ts';
import type { DriveRow } from './ports.ts';

/** What the school's roster has for a drive's scheme, class by class, and what was chosen. No student. Throws `request.not-found`. */
export async function readRosterChoice(call: {
	services: Services;
	actor: AccountActor;
	driveId: string;
}): Promise<RosterChoice> {
	const { services, actor, driveId } = call;
	return services.uow.run(actor, async (tx) => choiceOf(tx, await driveOfSchool(tx, actor, driveId)));
}

/**
 * Gives the drive's phones these colleges and classes, in the place of what they had; none takes the list from them.
 * Throws RefusalError `request.not-found`, `drive.closed`.
 */
export async function chooseRoster(call: {
	services: Services;
	actor: AccountActor;
	input: ChooseRosterInput;
}): Promise<RosterChoice> {
	const { services, actor, input } = call;
	const { choice, told } = await services.uow.run(actor, async (tx) => {
		const drive = await driveOfSchool(tx, actor, input.driveId);
		if (drive.state !== 'open') throw new RefusalError({ code: 'drive.closed' });
		const { parts, hasIdNumbers } = input;
		const chosenAtMs = services.clock.nowMs();
		const at = { driveId: drive.id, schoolCode: drive.schoolCode, chosenAtMs };
		if (parts.length === 0) await tx.driveRosters.remove(drive.id);
		else await tx.driveRosters.put({ ...at, parts, hasIdNumbers, chosenByAccountId: actor.accountId });
		const made = await choiceOf(tx, drive);
		await tx.audit.append({
			atMs: chosenAtMs,
			actor: actor.accountId,
			act: 'drive.choose-roster',
			subject: drive.id,
			detail: { parts: parts.length, students: made.chosen?.count ?? 0, hasIdNumbers },
		});
		return { choice: made, told: await tx.driveAssignments.ofDrive(drive.id) };
	});
	for (const { accountId } of told) services.pokes.poke(accountId);
	return choice;
}

async function choiceOf(tx: Tx, { id, schoolCode, schemeId }: DriveRow): Promise<RosterChoice> {
	const classes = await tx.driveRosters.classes({ schoolCode, schemeId });
	const chosen = await tx.driveRosters.get(id);
	if (!chosen) return { classes, chosen: null };
	const { parts, hasIdNumbers } = chosen;
	const { count } = await tx.driveRosters.measure({ schoolCode, schemeId, parts });
	return { classes, chosen: { parts, hasIdNumbers, count } };
}
