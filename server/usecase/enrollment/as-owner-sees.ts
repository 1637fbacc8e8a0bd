import type { EnrollmentRow } from './ports.ts';

/**
 * What a volunteer handed over in a drive is theirs to send and not to read: the phone could not read it any more, and
 * no other device of the account gets to. Everything else its owner sees as it is.
 */
export function asOwnerSees(row: EnrollmentRow): EnrollmentRow {
	if (row.driveId === null) return row;
	return { ...row, fields: {}, consent: null, signatureHash: null, letterText: null, contentHash: null };
}
