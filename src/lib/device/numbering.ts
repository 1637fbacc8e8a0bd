/**
 * Which entries of the outbox are under way, and under which numbers. The numbers lie in the owner's sync state and not in
 * the entries, so that a thousand are numbered by one write; they go and come with the same transaction as ever.
 */
import type { CampusCoverDb, OutboxRow, SyncStateRow } from './schema.ts';
import type { OwnerId } from './types.ts';

/** An entry with its number. */
export interface NumberedRow extends OutboxRow {
	n: number;
	/** Null until frozen; a frozen entry never changes, so that a repeat is byte-identical. */
	sequence: number | null;
}

type Frozen = Pick<SyncStateRow, 'frozen'> | undefined;

/** Rows and state of one owner, read in one transaction. */
export function withNumbers(rows: OutboxRow[], state: Frozen): NumberedRow[] {
	const { first, ns } = state?.frozen ?? { first: 0, ns: [] };
	const sequenceByN = new Map(ns.map((n, i) => [n, first + i]));
	return rows.map((row) => ({ ...row, n: row.n!, sequence: sequenceByN.get(row.n!) ?? null }));
}

/** As `withNumbers`. Where nothing waits, nothing is read. For a transaction that has `syncState`. */
export async function numbersOf(
	{ syncState }: CampusCoverDb,
	owner: OwnerId,
	rows: OutboxRow[],
): Promise<NumberedRow[]> {
	return rows.length === 0 ? [] : withNumbers(rows, await syncState.get(owner));
}
