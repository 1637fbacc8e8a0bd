/** What the server took is kept for 30 days, to be offered again should it be restored from a backup that lacks it. */
import type { MutationResult } from '#shared/protocol/exchange.ts';
import type { Disk } from './disk.ts';
import type { OpenedRecord } from './record-change.ts';
import type { SyncStateRow } from './schema.ts';

const keptMs = 30 * 86_400_000;

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

/**
 * Lays what the server took under `expected` or a later number back into the outbox, before what waits there; all of
 * it is numbered anew from `expected`, which gives the same numbers where nothing is missing.
 */
export async function offerAgain(disk: Disk, state: SyncStateRow, expected: number): Promise<void> {
	const { db } = disk;
	const { owner } = state;
	await db.transaction('rw', db.outbox, db.acknowledged, db.syncState, async () => {
		const kept = await db.acknowledged.where('owner').equals(owner).toArray();
		// Numbered under another device id, the server may hold it: there its numbers are its own.
		const forgotten = kept.filter((row) => row.device === state.device && row.sequence >= expected);
		await db.acknowledged.bulkDelete(forgotten.map(({ n }) => n));
		const waiting = await db.outbox.where('owner').equals(owner).toArray();
		const again = forgotten.map(({ device: _, atMs: __, ...row }) => row);
		await db.outbox.bulkPut([...again, ...waiting].map((row) => ({ ...row, sequence: null })));
		await db.syncState.update(owner, { nextSequence: expected });
	});
}

/** Call inside a transaction. */
export async function forgetOld({ db }: Disk, serverTimeMs: number): Promise<void> {
	await db.acknowledged
		.where('atMs')
		.below(serverTimeMs - keptMs)
		.delete();
}
