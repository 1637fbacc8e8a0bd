import { RefusalError } from '#shared/errors/refusal.ts';
import { schemeById } from '#shared/policy/registry.ts';
import type { OpenDriveInput } from '#shared/protocol/drive.ts';
import type { Drive } from '#shared/domain/drive/drive.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';
import { driveOfSchool, schoolOf, viewDrive } from './own-school.ts';
import type { DriveRow } from './ports.ts';
import { currentKey } from './school-key.ts';

/**
 * Opens a drive of the administrator's school, once however often it is sent under its id. Throws RefusalError
 * `enrollment.scheme-unknown`, `enrollment.school-unknown` (the scheme does not name the school),
 * `drive.not-offered`, `request.not-found` (no school, or the id is taken).
 */
export async function openDrive(call: {
	services: Services;
	actor: AccountActor;
	input: OpenDriveInput;
}): Promise<Drive> {
	const { services, actor, input } = call;
	const schoolCode = schoolOf(actor);
	const scheme = schemeById(input.schemeId);
	if (!scheme) throw new RefusalError({ code: 'enrollment.scheme-unknown' });
	if (!scheme.schools.some(({ code }) => code === schoolCode)) {
		throw new RefusalError({ code: 'enrollment.school-unknown' });
	}
	// A drive without a key would be found out in the gym.
	await currentKey(services, schoolCode);
	return services.uow.run(actor, async (tx) => {
		const nowMs = services.clock.nowMs();
		const row: DriveRow = {
			...input,
			schoolCode,
			state: 'open',
			openedByAccountId: actor.accountId,
			openedAtMs: nowMs,
			closedAtMs: null,
		};
		if (!(await tx.drives.insert(row))) return viewDrive(await driveOfSchool(tx, actor, input.id));
		await tx.audit.append({
			atMs: nowMs,
			actor: actor.accountId,
			act: 'drive.open',
			subject: row.id,
			detail: { schoolCode, day: row.day, colleges: row.goals.length },
		});
		return viewDrive(row);
	});
}

/**
 * Nobody joins any more, and volunteers' phones take nothing new. Closing again changes nothing. Throws RefusalError
 * `request.not-found`.
 */
export async function closeDrive(call: {
	services: Services;
	actor: AccountActor;
	id: string;
}): Promise<void> {
	const { services, actor, id } = call;
	const told = await services.uow.run(actor, async (tx) => {
		await driveOfSchool(tx, actor, id);
		const atMs = services.clock.nowMs();
		if (!(await tx.drives.close(id, atMs))) return [];
		await tx.audit.append({ atMs, actor: actor.accountId, act: 'drive.close', subject: id, detail: {} });
		return tx.driveAssignments.ofDrive(id);
	});
	for (const { accountId } of told) services.pokes.poke(accountId);
}
