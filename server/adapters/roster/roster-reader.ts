import type { ReadRoster, ReadRosterInput, RosterReaderPort } from '#server/usecase/roster/ports.ts';
import type { LoggerPort } from '#server/usecase/ports.ts';
import type { RosterFailure } from '#shared/domain/roster/student.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { ChildFailure, createChildWork } from '../child/child-work.ts';

/** Fifty thousand lines take some seconds of a phone's processor. */
const timeoutMs = 60_000;
/** Of heap: all lines of the largest file that is taken, twice. */
const memoryMb = 512;
/** The job asks for one after the other. */
const maxWaiting = 2;

/** Reads rosters in a process of its own; a file that kills or stops it comes to nothing. */
export function createRosterReader(logger: LoggerPort): RosterReaderPort {
	const script = new URL('read-roster.child.ts', import.meta.url);
	const work = createChildWork<ReadRosterInput, ReadRoster | { failure: RosterFailure }>({
		script,
		memoryMb,
		timeoutMs,
		maxWaiting,
	});
	return {
		get peakMb() {
			return work.peakMb;
		},
		async read(input) {
			try {
				return await work.run(input);
			} catch (error) {
				if (!(error instanceof ChildFailure)) throw error;
				if (error.kind === 'busy')
					throw new RefusalError({ code: 'server.unavailable', retryAfterSeconds: 5 });
				logger.warn({ part: 'rosters', kind: error.kind, where: error.message }, 'a file stopped its reader');
				// Late or out of memory: there is too much of it.
				return { failure: error.kind === 'bug' ? 'unreadable' : 'too-large' };
			}
		},
	};
}
