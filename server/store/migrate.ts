import { Migrator } from 'kysely/migration';
import type { Database } from './database.ts';
import { migrations } from './migrations/index.ts';

/** Brings the database up to date; the names of what ran. Throws, with nothing half done, when one fails. */
export async function migrate(database: Database): Promise<string[]> {
	const migrator = new Migrator({ db: database.owner, provider: { getMigrations: async () => migrations } });
	const { error, results } = await migrator.migrateToLatest();
	if (error) throw error;
	return (results ?? []).map((result) => result.migrationName);
}
