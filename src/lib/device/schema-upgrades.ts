/** What an upgrade does to rows that lie there already. Once released, none of it changes. */
import type { Transaction } from 'dexie';
import type { OwnerId } from './types.ts';

interface Entry8 {
	n: number;
	owner: OwnerId;
	sequence?: number | null;
}

/** To version 9: numbers leave the entries for their owner's sync state; a copy of one entry becomes a row of one. */
export async function numbersApart(upgrade: Transaction): Promise<void> {
	const entries = await upgrade.table<Entry8>('outbox').toArray();
	const frozen = entries.filter(({ sequence }) => typeof sequence === 'number');
	for (const owner of new Set(frozen.map((row) => row.owner))) {
		const rows = frozen.filter((row) => row.owner === owner);
		const sequences = rows.map(({ sequence }) => sequence!);
		const [first, last] = [Math.min(...sequences), Math.max(...sequences)];
		// No entry has the number 0: it stands where one was settled before its neighbours.
		const ns = Array.from({ length: last - first + 1 }, () => 0);
		for (const { n, sequence } of rows) ns[sequence! - first] = n;
		await upgrade.table('syncState').update(owner, { frozen: { first, ns } });
	}
	await upgrade
		.table<Entry8>('outbox')
		.toCollection()
		.modify((row) => {
			delete row.sequence;
		});
	await upgrade
		.table<Record<string, unknown>>('acknowledged')
		.toCollection()
		.modify((row, ref) => {
			const { owner, device, atMs, ...entry } = row;
			ref.value = { n: entry.n, owner, device, atMs, entries: [entry] };
		});
}
