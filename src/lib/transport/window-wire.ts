import type { WindowPort } from '#lib/app/window/ports.ts';
import { WindowEntry, WindowEntryList } from '#shared/protocol/window.ts';
import { checked } from './checked-answer.ts';
import { createClient } from './client.ts';

/** The insurance centre's window: online only, loaded with its page. */
export function windowWire(): WindowPort {
	const client = createClient();
	return {
		takeDown: (input) => checked(WindowEntry, () => client.window.takeDown.mutate(input)),
		entries: () => checked(WindowEntryList, () => client.window.entries.query()),
	};
}
