import { RefusalError } from '#shared/errors/refusal.ts';
import type { PaperPort } from '#server/usecase/paper/ports.ts';
import type { LoggerPort } from '#server/usecase/ports.ts';
import { ChildFailure, createChildWork } from '../child/child-work.ts';
import type { PaperJob } from './paper-job.ts';

/** The first paper of a process takes 1–2 s on a loaded machine: it reads the typeface. */
const timeoutMs = 20_000;
const memoryMb = 256;
const maxWaiting = 20;

/**
 * Papers as PDF 1.3, drawn in a process of their own: one takes 0.4–1 s of a thread, which exchanges would wait for.
 * Rejects with RefusalError `paper.not-drawn` (late, dead or broken), `server.unavailable` (too many wait).
 */
export function createPapersPdf(
	logger: LoggerPort,
	script = new URL('papers.child.ts', import.meta.url),
	{ timeout = timeoutMs, memory = memoryMb } = {},
): PaperPort {
	const work = createChildWork<PaperJob, Uint8Array>({
		script,
		memoryMb: memory,
		timeoutMs: timeout,
		maxWaiting,
	});
	async function draw(job: PaperJob): Promise<Uint8Array> {
		try {
			return await work.run(job);
		} catch (error) {
			if (!(error instanceof ChildFailure)) throw error;
			if (error.kind === 'busy') throw new RefusalError({ code: 'server.unavailable', retryAfterSeconds: 5 });
			// Its message names a place in the code, never what stood on the paper.
			logger.error({ part: 'papers', kind: error.kind, where: error.message }, 'a paper was not drawn');
			throw new RefusalError({ code: 'paper.not-drawn' });
		}
	}
	return {
		receipt: (receipt) => draw({ receipt }),
		letter: (letter) => draw({ letter }),
		decision: (decision) => draw({ decision }),
	};
}
