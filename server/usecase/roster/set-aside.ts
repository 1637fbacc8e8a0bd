import type { RosterFailure } from '#shared/domain/roster/student.ts';
import type { Tx } from '../ports.ts';
import type { ImportCounts, RosterImport } from './ports.ts';

export const noCounts: ImportCounts = {
	rows: 0,
	read: 0,
	new: 0,
	changed: 0,
	same: 0,
	problem: 0,
	missing: 0,
	removed: 0,
	kept: 0,
};

/** What is kept of a file that comes to nothing: that there was one, and why. */
export async function setAside(tx: Tx, row: RosterImport, failure: RosterFailure): Promise<void> {
	await tx.rosterImports.dropFile(row.id);
	await tx.rosterImports.dropLines(row.id, 'all');
	await tx.rosterImports.update({ ...row, state: 'failed', failure, found: null });
}
