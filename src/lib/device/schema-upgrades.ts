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
	const frozen = new Map<OwnerId, { first: number; ns: number[] }>();
	await upgrade
		.table<Entry8>('outbox')
		.toCollection()
		.modify((row) => {
			const { n, owner, sequence } = row;
			delete row.sequence;
			if (!sequence) return;
			const own = frozen.get(owner) ?? { first: sequence, ns: [] };
			frozen.set(owner, own);
			// No entry has the number 0: it stands where one was settled before its neighbours.
			for (; own.first > sequence; own.first--) own.ns.unshift(0);
			while (own.first + own.ns.length < sequence) own.ns.push(0);
			own.ns[sequence - own.first] = n;
		});
	for (const [owner, batch] of frozen) await upgrade.table('syncState').update(owner, { frozen: batch });
	await upgrade
		.table('acknowledged')
		.toCollection()
		.modify((row: object, ref) => {
			const { owner, device, atMs, ...entry } = row as Entry8 & { device: string; atMs: number };
			ref.value = { n: entry.n, owner, device, atMs, entries: [entry] };
		});
}
