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

/** The first run of frozen entries without a hole: a partial answer may have settled later ones. */
export function contiguous(rows: NumberedRow[]): NumberedRow[] {
	const frozen = rows.filter((row) => row.sequence !== null).sort((a, b) => a.sequence! - b.sequence!);
	return frozen.filter((row, i) => row.sequence === frozen[0]!.sequence! + i);
}

/** As many as the limits allow, at least one. */
export function take(rows: NumberedRow[], limit: { mutations: number; bytes: number }): NumberedRow[] {
	let bytes = 0;
	const within = rows.slice(0, limit.mutations).findIndex((row, i) => {
		bytes += row.ciphertext.byteLength;
		return i > 0 && bytes > limit.bytes;
	});
	return rows.slice(0, within === -1 ? limit.mutations : within);
}
