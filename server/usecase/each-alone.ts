import { reportBug } from './bug-report.ts';
import type { Services } from './ports.ts';

/**
 * A job's items one after the other, each by itself: one that meets a bug is reported and put off, and holds
 * up none behind it. Answers with how many `work` called done.
 */
export async function eachAlone<T>(
	services: Services,
	items: readonly T[],
	{ work, putOff }: { work: (item: T) => Promise<boolean>; putOff: (item: T) => Promise<void> },
): Promise<number> {
	let done = 0;
	for (const item of items) {
		try {
			if (await work(item)) done += 1;
		} catch (error) {
			reportBug(services.logger, error, { work: work.name });
			await putOff(item);
		}
	}
	return done;
}
