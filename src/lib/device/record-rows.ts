/** The rows of records and their outbox entries as they lie on the disk, sealed; and a print that tells whether somebody wrote since. */
import type { Disk } from './disk.ts';
import type { Target } from './record-change.ts';
import { numbersOf, type NumberedRow } from './numbering.ts';
import type { RecordRow } from './schema.ts';
import type { OwnerId } from './types.ts';

/** Up to here each target's entries are asked for by themselves; beyond, all of the owners' are read at once. */
const fewTargets = 8;
/** So many rows are read in the time of one request. */
const manyRowsForEach = 4;

const ownersOf = (targets: Target[]) => [...new Set(targets.map(({ owner }) => owner))];

/**
 * The rows of the targets, in their order; a request for each costs more than reading all of the owners', unless those
 * are many more.
 */
async function rowsOf(disk: Disk, targets: Target[]): Promise<(RecordRow | undefined)[]> {
	const { record } = disk.db;
	const one = () => record.bulkGet(targets.map((at) => [at.owner, at.id] as [OwnerId, string]));
	if (targets.length <= fewTargets) return one();
	const ofOwners = ownersOf(targets).map((owner) => record.where('owner').equals(owner));
	const counts = await Promise.all(ofOwners.map((rows) => rows.count()));
	if (counts.reduce((sum, count) => sum + count, 0) > manyRowsForEach * targets.length) return one();
	const rows = (await Promise.all(ofOwners.map((found) => found.toArray()))).flat();
	const byPlace = new Map(rows.map((row) => [`${row.owner} ${row.id}`, row]));
	return targets.map(({ owner, id }) => byPlace.get(`${owner} ${id}`));
}

/** The outbox entries of each target, oldest first. */
async function entriesOf({ db }: Disk, targets: Target[]): Promise<NumberedRow[][]> {
	const { outbox } = db;
	if (targets.length <= fewTargets) {
		const of = async ({ owner, id }: Target) =>
			numbersOf(db, owner, await outbox.where('[owner+recordId]').equals([owner, id]).sortBy('n'));
		return Promise.all(targets.map(of));
	}
	const ofOwners = ownersOf(targets).map(async (owner) =>
		numbersOf(db, owner, await outbox.where('owner').equals(owner).toArray()),
	);
	const rows = (await Promise.all(ofOwners)).flat();
	const byRecord = new Map(targets.map(({ owner, id }) => [`${owner} ${id}`, [] as NumberedRow[]]));
	for (const row of rows) byRecord.get(`${row.owner} ${row.recordId}`)?.push(row);
	for (const entries of byRecord.values()) entries.sort((a, b) => a.n - b.n);
	return targets.map(({ owner, id }) => byRecord.get(`${owner} ${id}`)!);
}

export function printOf(rows: (RecordRow | undefined)[], entries: NumberedRow[][]): string {
	const records = rows.map((row) => row?.revision ?? 0).join();
	return `${records}|${entries.map((list) => list.map((e) => `${e.n}:${e.sequence}:${e.revision}`)).join(';')}`;
}

/** For a transaction over records, outbox and sync state. */
export async function readRaw(disk: Disk, targets: Target[]) {
	return { rows: await rowsOf(disk, targets), entries: await entriesOf(disk, targets) };
}

export type RawRows = Awaited<ReturnType<typeof readRaw>>;
