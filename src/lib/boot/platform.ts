import type { LockPort, TimerPort } from '#lib/sync/ports.ts';

export const pageTimer: TimerPort = {
	after(delayMs, run) {
		const timer = setTimeout(run, delayMs);
		return () => clearTimeout(timer);
	},
};

/** Where the browser is wrong, the line may still be a slow one. */
const longestLookMs = 20_000;

/**
 * The browser says that there is no network, and a trifle asked for does not come: some say so where there is one.
 * Nobody asks where the browser says nothing.
 */
export function isOut(): false | Promise<boolean> {
	if (navigator.onLine) return false;
	const signal = AbortSignal.timeout(longestLookMs);
	return fetch('/healthz', { method: 'HEAD', cache: 'no-store', signal }).then(
		() => false,
		() => true,
	);
}

/** A tab that sleeps with the lock in hand must not keep the others from working for longer than this. */
const usualWaitForLockMs = 60_000;

/**
 * Work that one tab does at a time, by Web Locks, or by a lease where they are missing. Where another tab holds
 * it for too long, or there is no storage for a lease, the work runs all the same: the protocol takes every
 * mutation once, so the lock saves traffic and is not what keeps the data right.
 */
export function oneAtATime(name: string, longestWaitForLockMs = usualWaitForLockMs): LockPort {
	return {
		async exclusively(work) {
			if (!('locks' in navigator)) return withoutLocks(name, longestWaitForLockMs, work);
			let isRunning = false;
			const abort = new AbortController();
			const timer = setTimeout(() => abort.abort(), longestWaitForLockMs);
			try {
				await navigator.locks.request(name, { signal: abort.signal }, async () => {
					clearTimeout(timer);
					isRunning = true;
					await work();
				});
			} catch (error) {
				if (isRunning || !abort.signal.aborted) throw error;
				await work();
			} finally {
				clearTimeout(timer);
			}
		},
	};
}

async function withoutLocks(name: string, longestWaitMs: number, work: () => Promise<void>): Promise<void> {
	let storage: Storage;
	try {
		storage = globalThis.localStorage;
		storage.getItem(name);
	} catch {
		return work();
	}
	const { withLease } = await import('./lease-lock.ts');
	return withLease(storage, name, longestWaitMs, work);
}
