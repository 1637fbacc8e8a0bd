import { liveQuery } from 'dexie';
import type { Disk } from './disk.ts';
import type { DeviceEnrollments } from './enrollment-store.ts';
import type { PresentOwner } from './present-owner.ts';
import type { OwnerId } from './types.ts';

export interface OutboxCounts {
	owner: OwnerId;
	/** Records with something that the server does not hold yet; for the phone's own drafts, all of them. */
	unsent: number;
	refused: number;
	/** Names the entries that wait; another name means that there may be a new one: a reason to sync soon. Empty when none waits. */
	waiting: string;
	lastSyncAtMs: number | null;
}

/** Counts for the bar. The refused are counted from opened records, as refusals are sealed with them. */
export function watchOutbox(
	disk: Disk,
	present: PresentOwner,
	enrollments: DeviceEnrollments,
	onChange: (counts: OutboxCounts) => void,
): () => void {
	let refused = 0;
	let facts: Omit<OutboxCounts, 'refused'> = { owner: 'device', unsent: 0, waiting: '', lastSyncAtMs: null };
	const tell = () => onChange({ ...facts, refused });
	const subscription = liveQuery(async () => {
		const owner = await present.owner();
		const outbox = await disk.db.outbox.where('owner').equals(owner).toArray();
		const state = await disk.db.syncState.get(owner);
		const waiting = outbox.filter((row) => row.sequence === null);
		const names = waiting.map((row) => row.key).join();
		const lastSyncAtMs = state?.lastSyncAtMs ?? null;
		if (owner !== 'device') {
			const ids = [...new Set(outbox.map((row) => row.recordId))];
			const records = await disk.db.record.bulkGet(ids.map((id) => [owner, id] as [OwnerId, string]));
			// That a notice was read is nothing that anybody would miss.
			const unsent = ids.filter((_, i) => records[i]?.kind !== 'notice').length;
			return { owner, unsent, waiting: names, lastSyncAtMs };
		}
		const unsent = await disk.db.record.where('owner').equals(owner).count();
		return { owner, unsent, waiting: '', lastSyncAtMs };
	}).subscribe({
		next: (found) => {
			facts = found;
			tell();
		},
		error: () => undefined,
	});
	const stopList = enrollments.watchList((list) => {
		const now = list.filter((enrollment) => enrollment.progress === 'refused').length;
		if (now === refused) return;
		refused = now;
		tell();
	});
	return () => {
		subscription.unsubscribe();
		stopList();
	};
}
