import type { Disk } from './disk.ts';
import type { EarlyDraft } from './early-journal.ts';
import { onDisk } from './failures.ts';
import { changeRecords } from './record-change.ts';

/** Makes early drafts the phone's own: they were made before anybody signed in. All of them or none. */
export async function takeOver(disk: Disk, drafts: EarlyDraft[]): Promise<void> {
	const targets = drafts.map(({ id }) => ({ owner: 'device', id }));
	await onDisk(disk.db, () =>
		changeRecords(disk, targets, (records) => ({
			records: records.flatMap(({ owner, id, content }) => {
				const early = drafts.find((draft) => draft.id === id);
				return content || !early ? [] : [{ owner, id, content: early.content }];
			}),
		})),
	);
}
