import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { DocumentCheckPort } from '#server/usecase/document/ports.ts';
import type { LoggerPort } from '#server/usecase/ports.ts';
import { ChildFailure, createChildWork } from '../child/child-work.ts';

/** The worst file within all bounds takes some two seconds of a phone's processor; a busy machine has more than one. */
const timeoutMs = 15_000;
/** Of heap: a file of 10 MB is there once, as text. */
const memoryMb = 96;
/** More than the bodies that are taken at one time: none is ever sent away here. */
const maxWaiting = 64;

export interface DocumentCheck extends DocumentCheckPort {
	/** The most memory that the process has held so far, MB. */
	readonly peakMb: number;
}

/** Looks into files in a process of its own; a file that kills or stops it is unreadable. */
export function createDocumentCheck(logger: LoggerPort): DocumentCheck {
	const script = new URL('inspect.child.ts', import.meta.url);
	const work = createChildWork<{ bytes: Uint8Array }, ErrorCode | null>({
		script,
		memoryMb,
		timeoutMs,
		maxWaiting,
	});
	return {
		get peakMb() {
			return work.peakMb;
		},
		async refusalOf(bytes) {
			try {
				return await work.run({ bytes });
			} catch (error) {
				if (!(error instanceof ChildFailure)) throw error;
				logger.warn(
					{ part: 'documents', kind: error.kind, where: error.message },
					'a file stopped its check',
				);
				return 'document.unreadable';
			}
		},
	};
}
