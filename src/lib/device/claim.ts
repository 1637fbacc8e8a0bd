import type { Mutation } from '#shared/protocol/mutation.ts';
import type { Disk } from './disk.ts';
import { wholeEdit } from './draft.ts';
import { onDisk } from './failures.ts';
import { changeRecords, type Changes, type OpenedRecord } from './record-change.ts';
import type { OwnerId } from './types.ts';

function claimed(records: OpenedRecord[], owner: OwnerId, atMs: number): Changes {
	const changes = { records: [], outbox: { add: [] } } as Changes & {
		records: NonNullable<Changes['records']>;
		outbox: { add: { owner: OwnerId; mutation: Mutation }[] };
	};
	for (const { id, content } of records) {
		if (!content) continue;
		changes.records.push({ owner: 'device', id, content: null }, { owner, id, content });
		const edit: Mutation = { kind: 'enrollment.edit', record: id, atMs, body: wholeEdit(content) };
		changes.outbox.add.push({ owner, mutation: edit });
		if (!content.submission) continue;
		const { atMs: submittedAtMs, ...body } = content.submission;
		const submit: Mutation = { kind: 'enrollment.submit', record: id, atMs: submittedAtMs, body };
		changes.outbox.add.push({ owner, mutation: submit });
	}
	return changes;
}

/**
 * Gives drafts of the phone to an account: sealed anew under its key, gone from the phone's own, and in the
 * outbox, all in one transaction. Unknown ids are passed over: another tab may have claimed them.
 */
export async function claimDrafts(disk: Disk, owner: OwnerId, ids: string[]): Promise<void> {
	const targets = ids.map((id) => ({ owner: 'device', id }));
	await onDisk(disk.db, () =>
		changeRecords(disk, targets, (records) => claimed(records, owner, disk.clock.nowMs())),
	);
}
