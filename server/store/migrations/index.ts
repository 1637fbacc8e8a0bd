import type { Migration } from 'kysely/migration';
import { accounts } from './0001-accounts.ts';

/** Every migration by its number, in order. One that was released never changes. */
export const migrations: Record<string, Migration> = {
	'0001-accounts': accounts,
};
