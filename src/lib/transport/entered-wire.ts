import type { EnteredPort } from '#lib/app/drive/ports.ts';
import { OwnEntry } from '#shared/protocol/drive.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';

/** What a volunteer entered about a student, for that student: online, loaded with its page. */
export function enteredWire(): EnteredPort {
	return {
		take: (token) => checked(OwnEntry, () => createClient().drive.takeEntry.mutate({ token })),
	};
}
