/*
 * Rows that no longer open, because the phone's disk lost bits of them. They are kept as they lie there and never sent,
 * beside the settings, so that nothing that lists or sends meets them again; how many are untold is what a person hears.
 */
import type { Disk } from './disk.ts';
import type { OutboxRow, RecordRow } from './schema.ts';
import type { OwnerId } from './types.ts';

export interface Aside {
	owner: OwnerId;
	id: string;
	/** The record's own row too. */
	isWhole: boolean;
	/** Of the outbox, by number; they are dropped there. */
	entries: number[];
	/** Something else says so to the person: a refusal on the draft, which still holds what was typed. */
	isTold: boolean;
}

export interface AsideValue {
	owner: OwnerId;
	record: string;
	atMs: number;
	isTold: boolean;
	row: RecordRow | OutboxRow;
}

const prefixOf = (owner: OwnerId) => `aside ${owner} `;

/** Call inside a transaction that has `meta`. */
export async function keepAside(
	{ db, clock }: Disk,
	asides: Aside[],
	now: { rows: (RecordRow | undefined)[]; entries: OutboxRow[][] },
): Promise<void> {
	const rows = asides.flatMap(({ owner, id, isWhole, entries, isTold }) => {
		const value = (row: RecordRow | OutboxRow): AsideValue => ({
			owner,
			record: id,
			atMs: clock.nowMs(),
			isTold,
			row,
		});
		const name = (what: string) => `${prefixOf(owner)}${id} ${what}`;
		const own = now.rows.filter((row) => isWhole && row?.owner === owner && row.id === id);
		const ns = new Set(entries);
		return [
			...own.map((row) => ({ name: name(`r${row!.revision}`), value: value(row!) })),
			...now.entries
				.flat()
				.filter(({ n }) => ns.has(n!))
				.map((row) => ({ name: name(`n${row.n}`), value: value(row) })),
		];
	});
	await db.meta.bulkPut(rows);
}

/** Reads the database only. */
export const untoldOf = async ({ db }: Disk, owner: OwnerId) => {
	const rows = await db.meta.where('name').startsWith(prefixOf(owner)).toArray();
	return rows.filter(({ value }) => !(value as AsideValue).isTold);
};

/** Drafts and claims of which something was lost, and nobody has read so yet. Reads the database only. */
export async function countUntold(disk: Disk, owners: OwnerId[]): Promise<number> {
	const rows = (await Promise.all(owners.map((owner) => untoldOf(disk, owner)))).flat();
	return new Set(rows.map(({ value }) => (value as AsideValue).record)).size;
}
