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
