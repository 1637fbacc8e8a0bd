import type { EnteredPort } from '#lib/app/drive/ports.ts';
import { EntryStatus } from '#shared/protocol/drive-entry.ts';
import { OwnEntry } from '#shared/protocol/drive.ts';
import { PreparedEntries, TakenEntry } from '#shared/protocol/prepared.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';
import { doneOf } from './refusals.ts';

/** What a volunteer entered or a school prepared about a student, for that student: online, loaded with its page. */
export function enteredWire(): EnteredPort {
	return {
		follow: (id) => checked(EntryStatus, () => createClient().drive.followEntry.mutate({ id })),
		withdraw: (id) => doneOf(() => createClient().drive.withdrawEntry.mutate({ id })),
		prepared: () => checked(PreparedEntries, () => createClient().outcome.prepared.query()),
		takePrepared: (input) => checked(TakenEntry, () => createClient().outcome.takePrepared.mutate(input)),
		take: (token) => checked(OwnEntry, () => createClient().drive.takeEntry.mutate({ token })),
	};
}
