import type { LoggerPort } from '#server/usecase/ports.ts';

/** One use case that runs by time. It answers with how much it did, for the log. */
export interface Job {
	name: string;
	everyMs: number;
	run(): Promise<number>;
}

/**
 * Runs each job at its interval, counted from the end of the run before: a slow one never overlaps itself.
 * A failing job is logged without its words, which may quote a person, and tried again. The function that
 * comes back stops everything and resolves when what is running has ended.
 */
export function runJobs(jobs: Job[], logger: LoggerPort): () => Promise<void> {
	let stopped = false;
	const wakers = new Set<() => void>();
	const pause = (ms: number) =>
		new Promise<void>((resolve) => {
			const wake = () => {
				clearTimeout(timer);
				wakers.delete(wake);
				resolve();
			};
			const timer = setTimeout(wake, ms);
			wakers.add(wake);
		});
	const loops = jobs.map(async (job) => {
		while (!stopped) {
			await pause(job.everyMs);
			if (!stopped) await runOnce(job, logger);
		}
	});
	return async () => {
		stopped = true;
		for (const wake of [...wakers]) wake();
		await Promise.all(loops);
	};
}

async function runOnce(job: Job, logger: LoggerPort): Promise<void> {
	try {
		const done = await job.run();
		if (done > 0) logger.info({ job: job.name, done }, 'job');
	} catch (error) {
		const kind = error instanceof Error ? error.name : 'unknown';
		const code = (error as { code?: unknown }).code;
		logger.error({ job: job.name, kind, ...(typeof code === 'string' ? { code } : {}) }, 'job failed');
	}
}
