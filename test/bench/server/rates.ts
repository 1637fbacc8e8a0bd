import type { Office } from './office.ts';
import { withProcessorTime, type ProcessorMs } from './processor-time.ts';

/** How much got done, and what one piece took of the processor. */
export interface Rate {
	perSecond: number;
	each: ProcessorMs;
}

/** Runs through the list, so many at a time. */
export async function rateOf<T>(
	office: Office,
	{ list, connections }: { list: T[]; connections: number },
	act: (item: T) => Promise<unknown>,
): Promise<Rate> {
	const left = [...list];
	const from = performance.now();
	const work = async () => {
		for (let item = left.pop(); item !== undefined; item = left.pop()) await act(item);
		return performance.now();
	};
	const { result, taken } = await withProcessorTime(office, () =>
		Promise.all(Array.from({ length: connections }, work)),
	);
	const seconds = (Math.max(...result) - from) / 1000;
	return { perSecond: list.length / seconds, each: shared(taken, list.length) };
}

/** What each of so many took. */
export function shared({ server, postgres }: ProcessorMs, count: number): ProcessorMs {
	return { server: server / count, postgres: postgres / count };
}

/** How much gets done in a time, by several who each begin anew when they are done. */
export async function perSecond(
	workers: number,
	seconds: number,
	work: (worker: number) => Promise<number>,
): Promise<number> {
	let done = 0;
	const from = performance.now();
	const until = from + seconds * 1000;
	await Promise.all(
		Array.from({ length: workers }, async (_, worker) => {
			while (performance.now() < until) {
				const more = await work(worker);
				done += more;
			}
		}),
	);
	return done / ((performance.now() - from) / 1000);
}

export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
