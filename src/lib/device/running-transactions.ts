import type { DBCoreTransaction, Dexie } from 'dexie';

/**
 * Knows the transactions of this page that have not ended; the answer aborts them all, at once. A page that goes to
 * sleep in the back/forward cache with one under way would hold up every later page: WebKit neither commits
 * nor aborts it.
 */
export function watchTransactions(db: Dexie): () => void {
	const running = new Set<DBCoreTransaction & Partial<EventTarget>>();
	db.use({
		stack: 'dbcore',
		name: 'running-transactions',
		create: (core) => ({
			...core,
			transaction(...wanted) {
				const begun: DBCoreTransaction & Partial<EventTarget> = core.transaction(...wanted);
				running.add(begun);
				for (const end of ['complete', 'abort']) begun.addEventListener?.(end, () => running.delete(begun));
				return begun;
			},
		}),
	});
	return () => {
		for (const begun of running) {
			try {
				begun.abort();
			} catch {
				// It is just committing: then it ends by itself.
			}
		}
	};
}
