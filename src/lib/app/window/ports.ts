import type { Answer } from '../app.ts';
import type { WindowEntry, WindowEntryInput, WindowEntryList } from '#shared/protocol/window.ts';

/** The server's side of the window; transport implements it. */
export interface WindowPort {
	/** The same id again is the same one. */
	takeDown(input: WindowEntryInput): Answer<WindowEntry>;
	entries(): Answer<WindowEntryList>;
}
