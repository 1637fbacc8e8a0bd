/** Backups as an office makes them: of the embedded database the folder, of PostgreSQL a dump. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe } from 'vitest';
import type { DatabasePlace } from '#server/store/database.ts';
import { migratedOn, ownServerUrl } from './databases.ts';
import { migratedFolder } from './migrated.ts';

export interface BackupPlace {
	place: DatabasePlace;
	/** With nobody connected. Answers with how to put it back in the place of what is there then. */
	backUp(): Promise<() => Promise<void>>;
	remove(): Promise<void>;
}

async function embedded(): Promise<BackupPlace> {
	const scratch = mkdtempSync(join(tmpdir(), 'campuscover-backup-'));
	const folder = await migratedFolder(join(scratch, 'db'));
	let copies = 0;
	return {
		place: { kind: 'embedded', folder },
		async backUp() {
			const copy = join(scratch, `copy-${(copies += 1)}`);
			cpSync(folder, copy, { recursive: true });
			return async () => {
				rmSync(folder, { recursive: true });
				cpSync(copy, folder, { recursive: true });
			};
		},
		remove: async () => rmSync(scratch, { recursive: true, force: true }),
	};
}

function run(program: string, args: string[], input?: string): string {
	const done = spawnSync(program, args, { encoding: 'utf8', input, maxBuffer: 100_000_000 });
	if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr || done.error}`);
	return done.stdout;
}

function onServer(url: string): () => Promise<BackupPlace> {
	const inServer = async (statement: string) => {
		const client = new Client(url);
		await client.connect();
		await client.query(statement).finally(() => client.end());
	};
	return async () => {
		const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
		await inServer(`create database ${name} template ${await migratedOn(url)}`);
		const own = new URL(url);
		own.pathname = `/${name}`;
		return {
			place: { kind: 'postgres', url: own.href },
			async backUp() {
				const dump = run('pg_dump', [own.href]);
				return async () => {
					await inServer(`drop database ${name} with (force)`);
					await inServer(`create database ${name}`);
					// A commit for each of a thousand statements takes thrice as long.
					run('psql', ['--quiet', '--single-transaction', '--set=ON_ERROR_STOP=1', own.href], dump);
				};
			},
			remove: () => inServer(`drop database ${name} with (force)`),
		};
	};
}

/** The suite gets a maker of places that can be backed up; `remove` each. */
export function describeOnEachBackup(name: string, suite: (make: () => Promise<BackupPlace>) => void): void {
	const url = ownServerUrl();
	describe(`${name} (PGlite)`, () => suite(embedded));
	if (url) describe(`${name} (PostgreSQL)`, () => suite(onServer(url)));
}
