/** What the server took is kept for 30 days, to be offered again should it be restored from a backup that lacks it. */
import type { MutationResult } from '#shared/protocol/exchange.ts';
import type { Disk } from './disk.ts';
import type { NumberedRow } from './numbering.ts';
import type { OpenedRecord } from './record-change.ts';
import type { AcknowledgedEntry, AcknowledgedRow, SyncStateRow } from './schema.ts';
import type { OwnerId } from './types.ts';

const keptMs = 30 * 86_400_000;

/** A row of more than 64 kB would be a file of its own in Chromium; beside its ciphertext an entry takes some hundred bytes. */
const rowBytes = 48_000;
const entryBytes = ({ ciphertext }: AcknowledgedEntry) => ciphertext.byteLength + 400;

/**
 * The entries that these results say were applied. Without what a volunteer handed over: it is not this phone's to keep
 * once the server has it.
 */
export function takenOf(records: OpenedRecord[], results: MutationResult[]): number[] {
	const taken = new Set(results.flatMap(({ status, sequence }) => (status === 'applied' ? [sequence] : [])));
	return records.flatMap(({ entries }) =>
		entries.flatMap(({ n, sequence, mutation }) =>
			sequence !== null && taken.has(sequence) && mutation.kind !== 'drive.hand-over' ? [n] : [],
		),
	);
}

/** Many entries in a row: a row for each would cost as much as the records themselves. */
function packed(entries: AcknowledgedEntry[], at: Omit<AcknowledgedRow, 'n' | 'entries'>): AcknowledgedRow[] {
	const rows: AcknowledgedRow[] = [];
	let room = 0;
	for (const entry of entries) {
		room -= entryBytes(entry);
		if (room >= 0) rows.at(-1)!.entries.push(entry);
		else {
			rows.push({ ...at, n: entry.n, entries: [entry] });
			room = rowBytes - entryBytes(entry);
		}
	}
	return rows;
}

/** What the server took leaves the outbox and is kept for a while, sealed as it was. Call inside a transaction. */
export async function keepAcknowledged(
	{ db }: Pick<Disk, 'db'>,
	{ ns, device, atMs }: { ns: number[]; device: string; atMs: number },
	rows: NumberedRow[],
): Promise<void> {
	const taken = new Set(ns);
	const byOwner = new Map<OwnerId, AcknowledgedEntry[]>();
	for (const { owner, sequence, ...entry } of rows) {
		if (sequence === null || !taken.has(entry.n)) continue;
		const entries = byOwner.get(owner) ?? [];
		entries.push({ ...entry, sequence });
		byOwner.set(owner, entries);
	}
	for (const [owner, entries] of byOwner) {
		entries.sort((a, b) => a.n - b.n);
		await db.acknowledged.bulkPut(packed(entries, { owner, device, atMs }));
	}
}

/** Whether the server does not know any more what it took under `expected` or a later number. */
export async function isForgotten(
	{ db }: Disk,
	{ owner, device }: SyncStateRow,
	expected: number,
): Promise<boolean> {
	const kept = await db.acknowledged.where('owner').equals(owner).toArray();
	// Numbered under another device id, the server may hold it: there its numbers are its own.
	return kept.some(
		(row) => row.device === device && row.entries.some(({ sequence }) => sequence >= expected),
	);
}

/**
 * Lays what the server took under `expected` or a later number back into the outbox, before what waits there; all of
 * it is numbered anew from `expected`, which gives the same numbers where nothing is missing.
 */
export async function offerAgain({ db }: Disk, state: SyncStateRow, expected: number): Promise<void> {
	const { owner } = state;
	await db.transaction('rw', db.outbox, db.acknowledged, db.syncState, async () => {
		const kept = await db.acknowledged.where('owner').equals(owner).toArray();
		const isKnown = ({ sequence }: AcknowledgedEntry) => sequence < expected;
		const touched = kept.filter((row) => row.device === state.device && !row.entries.every(isKnown));
		await db.acknowledged.bulkDelete(touched.map(({ n }) => n));
		await db.acknowledged.bulkPut(
			touched.flatMap(({ n: _, entries, ...at }) => packed(entries.filter(isKnown), at)),
		);
		const again = touched.flatMap(({ entries }) => entries.filter((entry) => !isKnown(entry)));
		await db.outbox.bulkPut(again.map(({ sequence: _, ...row }) => ({ ...row, owner })));
		await db.syncState.update(owner, { nextSequence: expected, frozen: null });
	});
}

/** Call inside a transaction. */
export async function forgetOld({ db }: Disk, serverTimeMs: number): Promise<void> {
	await db.acknowledged
		.where('atMs')
		.below(serverTimeMs - keptMs)
		.delete();
}
