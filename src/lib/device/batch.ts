/** A batch as it leaves the outbox; apart from what writes a field, which no page should wait for. */
import type { Disk } from './disk.ts';
import type { NumberedRow } from './numbering.ts';

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

/** From here on it is looked whether they lie beside each other, and go by one request. */
const manyEntries = 4;

/** Takes entries out of the outbox, those that lie beside each other by one request. For a transaction. */
export async function takeOut({ db: { outbox } }: Disk, ns: number[]): Promise<void> {
	if (ns.length < manyEntries) {
		if (ns.length > 0) await outbox.bulkDelete(ns);
		return;
	}
	const from = ns.reduce((least, n) => Math.min(least, n));
	const to = ns.reduce((most, n) => Math.max(most, n));
	const range = outbox.where(':id').between(from, to, true, true);
	const dropped = new Set(ns);
	// Entries of other owners, or that were made since, may lie in between.
	const isAll = (await range.primaryKeys()).every((n) => dropped.has(n));
	if (isAll) await range.delete();
	else await outbox.bulkDelete(ns);
}
