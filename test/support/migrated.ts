/**
 * An empty, migrated database, made once for each set of migrations: PGlite spends seconds of processor on a new one, and a
 * suite begins with one of its own.
 */
import { createHash } from 'node:crypto';
import {
	cpSync,
	existsSync,
	linkSync,
	mkdtempSync,
	openAsBlob,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
} from 'node:fs';
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
	const file = await madeOnce('tar', async (own, folder) => {
		const pglite = await PGlite.create({ dataDir: await migratedFolder(join(folder, 'db')) });
		await writeFile(own, (await pglite.dumpDataDir('none')).stream());
		await pglite.close();
	});
	return { kind: 'memory', packed: await openAsBlob(file) };
}

/** As the product keeps it: puts it at `folder`, where nothing is yet, and answers with that. */
export async function migratedFolder(folder: string): Promise<string> {
	const made = await madeOnce('db', async (own) => {
		const database = await openDatabase({ kind: 'embedded', folder: own });
		await migrate(database);
		await database.close();
	});
	cpSync(made, folder, { recursive: true });
	return folder;
}

/**
 * Whole under its name, or not there. Several may make it at once: the first one's stands, since another that already
 * reads it could read no further if it were replaced.
 */
async function madeOnce(
	kind: string,
	make: (own: string, scratch: string) => Promise<void>,
): Promise<string> {
	const made = join(tmpdir(), `campuscover-migrated-${migrationsMark()}.${kind}`);
	if (existsSync(made)) return made;
	const scratch = mkdtempSync(join(tmpdir(), 'campuscover-migrated-'));
	try {
		const own = join(scratch, kind);
		await make(own, scratch);
		// A file is not put over another here, nor a folder over one that holds something.
		if (statSync(own).isDirectory()) renameSync(own, made);
		else linkSync(own, made);
	} catch (error) {
		if (!['EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
	return made;
}
