import { Migrator } from 'kysely/migration';
import type { Database } from './database.ts';
import { migrations } from './migrations/index.ts';

const migratorOf = ({ owner: db }: Database) =>
	new Migrator({ db, provider: { getMigrations: async () => migrations } });

/** Brings the database up to date; the names of what ran. Throws, with nothing half done, when one fails. */
export async function migrate(database: Database): Promise<string[]> {
	const { error, results } = await migratorOf(database).migrateToLatest();
	if (error) throw error;
	return (results ?? []).map((result) => result.migrationName);
}

/** Whether something of the database is not there yet: it is empty, or of an earlier version. Changes nothing. */
export async function isBehind(database: Database): Promise<boolean> {
	const known = await migratorOf(database).getMigrations();
	return known.some(({ executedAt }) => !executedAt);
}
