import type { SqlStore } from '../store/sql-store.ts';

const every = 80;
let opened: Promise<SqlStore> | null = null;

/** One seed in so many runs on PGlite, on the real SQL store: that store, opened once; null for the others. */
export async function sqlStoreOf(seed: number): Promise<SqlStore | null> {
	if (seed % every !== 7) return null;
	opened ??= import('../store/sql-store.ts').then(({ SqlStore }) => SqlStore.open());
	return opened;
}
