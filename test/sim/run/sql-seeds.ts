import type { SqlStore } from '../store/sql-store.ts';

const every = 80;
let opened: Promise<SqlStore> | null = null;

/** One seed in so many runs on PGlite, on the real SQL store: it takes five times as long, and opening it about as much again. */
export function isOnSql(seed: number): boolean {
	return seed % every === 7;
}

/** The store of a seed that runs on SQL, opened once; null for the others. */
export async function sqlStoreOf(seed: number): Promise<SqlStore | null> {
	if (!isOnSql(seed)) return null;
	opened ??= import('../store/sql-store.ts').then(({ SqlStore }) => SqlStore.open());
	return opened;
}
