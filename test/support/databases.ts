/** Runs one suite on every database that the product supports, migrated: PGlite in memory, and a real PostgreSQL. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDatabase, type Database, type DatabasePlace } from '#server/store/database.ts';
import { migrate } from '#server/store/migrate.ts';
import { migratedInMemory, migrationsMark } from './migrated.ts';

interface PlaceMaker {
	name: 'PGlite' | 'PostgreSQL';
	make(): Promise<{ place: DatabasePlace; remove(): Promise<void> }>;
}

const inMemory: PlaceMaker = {
	name: 'PGlite',
	make: async () => ({ place: await migratedInMemory(), remove: async () => {} }),
};

/** In this server, migrated and empty, to make others from; made by whoever needs it first. */
export async function migratedOn(url: string): Promise<string> {
	const name = `migrated_${migrationsMark()}`;
	const making = `${name}_${crypto.randomUUID().replaceAll('-', '')}`;
	const found = await inServer(url, `select 1 from pg_database where datname = '${name}'`);
	if (found > 0) return name;
	await inServer(url, `create database ${making}`);
	const database = await openDatabase({ kind: 'postgres', url: databaseIn(url, making) });
	await migrate(database);
	await database.close();
	await inServer(url, `alter database ${making} rename to ${name}`);
	return name;
}

/** The address of a database of this server. */
export function databaseIn(url: string, name: string): string {
	const own = new URL(url);
	own.pathname = `/${name}`;
	return own.href;
}

/** A migrated database of its own in the server that the test run was given. */
function onServer(url: string): PlaceMaker {
	return {
		name: 'PostgreSQL',
		async make() {
			const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
			await inServer(url, `create database ${name} template ${await migratedOn(url)}`);
			return {
				place: { kind: 'postgres', url: databaseIn(url, name) },
				remove: async () => void (await inServer(url, `drop database ${name} with (force)`)),
			};
		},
	};
}

/** How many rows it answers with. */
export async function inServer(url: string, statement: string): Promise<number> {
	const client = new Client(url);
	await client.connect();
	try {
		return (await client.query(statement)).rowCount ?? 0;
	} finally {
		await client.end();
	}
}

/** The PostgreSQL server of this worker (`workers.mjs` says why it has one to itself). */
export function ownServerUrl(): string | undefined {
	const urls = process.env.TEST_DATABASE_URLS?.split(' ');
	return urls?.[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % urls.length];
}

function placeMakers(): PlaceMaker[] {
	const url = ownServerUrl();
	return url ? [inMemory, onServer(url)] : [inMemory];
}

/** The suite gets a function for a place on which it opens what it wants, e.g. a whole server. */
export function describeOnEachPlace(
	name: string,
	suite: (place: () => DatabasePlace, kind: PlaceMaker['name']) => void,
): void {
	for (const maker of placeMakers()) {
		describe(`${name} (${maker.name})`, () => {
			let made: Awaited<ReturnType<PlaceMaker['make']>> | undefined;
			beforeAll(async () => {
				made = await maker.make();
			});
			afterAll(() => made?.remove());
			suite(() => made!.place, maker.name);
		});
	}
}

/**
 * The suite gets a function for a database that is open, and empty but for what it adds; and which it is, for a long test of
 * what has nothing to do with it.
 */
export function describeOnEachDatabase(
	name: string,
	suite: (database: () => Database, kind: PlaceMaker['name']) => void,
): void {
	describeOnEachPlace(name, (place, kind) => {
		let database: Database | undefined;
		beforeAll(async () => {
			database = await openDatabase(place());
		});
		afterAll(() => database?.close());
		suite(() => database!, kind);
	});
}

/** What only a server can show: the suite gets the address of a fresh database on a real PostgreSQL. */
export function describeOnPostgres(name: string, suite: (url: () => string) => void): void {
	describe(`${name} (PostgreSQL)`, () => {
		let made: Awaited<ReturnType<PlaceMaker['make']>> | undefined;
		beforeAll(async () => {
			const server = ownServerUrl();
			if (!server) throw new Error('TEST_DATABASE_URLS names no PostgreSQL');
			made = await onServer(server).make();
		});
		afterAll(() => made?.remove());
		suite(() => (made!.place as { url: string }).url);
	});
}
