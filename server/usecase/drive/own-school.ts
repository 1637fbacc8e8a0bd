import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { Tx } from '../ports.ts';
import type { DriveRow } from './ports.ts';

/** The administrator's school. Throws `request.not-found` without one. */
export function schoolOf({ schoolCode }: AccountActor): string {
	if (!schoolCode) throw new RefusalError({ code: 'request.not-found' });
	return schoolCode;
}

/** A drive of the administrator's school. Absent and another's look the same: `request.not-found`. */
export async function driveOfSchool(tx: Tx, actor: AccountActor, id: string): Promise<DriveRow> {
	const drive = await tx.drives.get(id);
	if (drive?.schoolCode !== schoolOf(actor)) throw new RefusalError({ code: 'request.not-found' });
	return drive;
}

/** Without who opened it and when. */
export function viewDrive(row: DriveRow) {
	const { id, schoolCode, schemeId, title, place, day, goals, state } = row;
	return { id, schoolCode, schemeId, title, place, day, goals, state };
}
