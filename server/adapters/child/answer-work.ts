/** The other end of `createChildWork`, in the process that works. */
import type { ChildAnswer } from './child-work.ts';

/** Answers each job in turn. What `work` throws is told as a bug, and the next job is taken. */
export function answerWork<In, Out>(work: (input: In) => Out | Promise<Out>): void {
	const say = (answer: ChildAnswer<Out>) => process.send?.(answer);
	process.on('message', (input: In) => {
		void (async () => {
			try {
				say({ value: await work(input), peakMb: Math.ceil(process.resourceUsage().maxRSS / 1024) });
			} catch (error) {
				say({
					bug:
						error instanceof Error ? `${error.name} ${error.stack?.split('\n')[1]?.trim() ?? ''}` : 'unknown',
				});
			}
		})();
	});
	// The server is gone.
	process.on('disconnect', () => process.exit());
}
