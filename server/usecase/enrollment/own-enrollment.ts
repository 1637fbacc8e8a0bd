import { RefusalError } from '#shared/errors/error-codes.ts';
import type { Tx } from '../ports.ts';
import type { EnrollmentRow } from './ports.ts';

/**
 * The actor's own enrollment, held. Absent and another's look the same: RefusalError `request.not-found`. What was handed
 * over in a drive is no longer the volunteer's to change: `enrollment.wrong-state`.
 */
export async function lockOwnEnrollment(tx: Tx, accountId: string, id: string): Promise<EnrollmentRow> {
	const row = await tx.enrollments.lock(id);
	if (row?.ownerAccountId !== accountId) throw new RefusalError({ code: 'request.not-found' });
	// A volunteer's hands are off it.
	if (row.driveId !== null) throw new RefusalError({ code: 'enrollment.wrong-state' });
	return row;
}
