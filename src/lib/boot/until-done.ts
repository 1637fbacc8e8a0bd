import { pageTimer } from './platform.ts';

/** Of which a random half is taken off, so that a dormitory coming back online does not call in one moment. */
const firstWaitMs = 2_000;
const longestWaitMs = 300_000;

/**
 * Runs it now and, until it answers true, again when the network or the person comes back and, as neither may be
 * told, after a wait that grows (2 s … 5 min). One run at a time; one that rejects was not done. Returns how to stop.
 */
export function untilDone(work: () => Promise<boolean>): () => void {
	let isRunning = false;
	let isEnded = false;
	let failures = 0;
	let cancel: (() => void) | null = null;
	const onEvent = () => {
		if (document.visibilityState === 'visible') void attempt();
	};
	const stop = () => {
		isEnded = true;
		cancel?.();
		removeEventListener('online', onEvent);
		removeEventListener('focus', onEvent);
		document.removeEventListener('visibilitychange', onEvent);
	};
	const attempt = async () => {
		if (isRunning || isEnded) return;
		isRunning = true;
		cancel?.();
		const isDone = await work().catch(() => false);
		isRunning = false;
		if (isDone) stop();
		if (isEnded) return;
		const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** failures++);
		cancel = pageTimer.after(waitMs * (1 - Math.random() / 2), () => void attempt());
	};
	addEventListener('online', onEvent);
	addEventListener('focus', onEvent);
	document.addEventListener('visibilitychange', onEvent);
	void attempt();
	return stop;
}
