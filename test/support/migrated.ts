/**
 * An empty, migrated database, made once for each set of migrations: PGlite spends seconds of processor on a new one, and a
 * suite begins with one of its own.
 */
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdtempSync, openAsBlob, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { openDatabase, type DatabasePlace } from '#server/store/database.ts';
import { migrate } from '#server/store/migrate.ts';

const root = join(import.meta.dirname, '../..');

/** Another for other migrations, or what they are made with (policies, roles), or another PGlite. */
export function migrationsMark(): string {
	const folder = join(root, 'server/store');
	const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
		name.endsWith('.ts'),
	);
	const files = [
		...sources.sort().map((name) => join(folder, name)),
		join(root, 'node_modules/@electric-sql/pglite/package.json'),
	];
	const hash = createHash('sha256');
	for (const file of files) hash.update(readFileSync(file));
	return hash.digest('hex').slice(0, 16);
}

/** In this process's memory. */
export async function migratedInMemory(): Promise<DatabasePlace> {
	const file = join(tmpdir(), `campuscover-migrated-${migrationsMark()}.tar`);
	if (!existsSync(file)) await pack(file);
	return { kind: 'memory', packed: await openAsBlob(file) };
}

/**
 * Whole under its name, or not there. Several may make it at once: the first one's stands, since another that already
 * reads it could read no further if it were replaced.
 */
async function pack(file: string): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'campuscover-migrated-'));
	const dataDir = join(folder, 'db');
	const database = await openDatabase({ kind: 'embedded', folder: dataDir });
	await migrate(database);
	await database.close();
	const pglite = await PGlite.create({ dataDir });
	const own = join(folder, 'packed.tar');
	await writeFile(own, (await pglite.dumpDataDir('none')).stream());
	await pglite.close();
	try {
		linkSync(own, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	}
	rmSync(folder, { recursive: true, force: true });
}
