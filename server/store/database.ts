/**
 * The one way to the database: `run` opens a transaction as a plain role on behalf of one actor.
 *
 * Both drivers connect as a role that may see everything (PGlite as superuser), and even FORCE ROW LEVEL
 * SECURITY does not hold a superuser back. So every transaction steps down with SET LOCAL ROLE first; what
 * the policies read is set for the same transaction only.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { CompiledQuery, Kysely, PGliteDialect, PostgresDialect, sql, type Transaction } from 'kysely';
import { Pool, types } from 'pg';
import { assert } from '#shared/std/assert.ts';
import type { Actor } from '#server/usecase/actor.ts';
import type { HowToRun } from '#server/usecase/ports.ts';
import { inSpiteOfConflicts } from './conflicts.ts';
import { takeFolder } from './one-process.ts';
import { runInTransaction } from './postgres/run-in-transaction.ts';
import type { Tables } from './tables.ts';

export const appRole = 'campuscover_app';

type Db = Kysely<Tables>;
export type Trx = Transaction<Tables>;

export interface Database {
	/** As the role that connects: migrations only. */
	owner: Db;
	/**
	 * `work` runs again when the database gives it up in favour of another transaction, so it does nothing but
	 * read and write through `trx`. Rejects with RefusalError `server.unavailable` when the database is silent.
	 */
	run<T>(actor: Actor, work: (trx: Trx) => Promise<T>, how?: HowToRun): Promise<T>;
	close(): Promise<void>;
}

export type DatabasePlace =
	| { kind: 'postgres'; url: string }
	| { kind: 'embedded'; folder: string }
	/** Empty, or as PGlite packed another one. */
	| { kind: 'memory'; packed?: Blob };

const oidBigint = 20;
const oidDate = 1082;

function parseBigint(text: string): number {
	const value = Number(text);
	assert(Number.isSafeInteger(value), 'a bigint fits a safe integer');
	return value;
}

/** Opens the database. Migrate before the first `run`. Rejects with DatabaseInUseError: another process has it. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
	if (place.kind === 'embedded') await mkdir(path.dirname(place.folder), { recursive: true });
	const giveFree = place.kind === 'embedded' ? await takeFolder(place.folder) : async () => {};
	const { owner, run } = place.kind === 'postgres' ? onPostgres(place.url) : await onPGlite(place);
	return {
		owner,
		run,
		async close() {
			await owner.destroy();
			await giveFree();
		},
	};
}

function onPostgres(url: string): Omit<Database, 'close'> {
	const pool = connect(url);
	const dialect = new PostgresDialect({ pool });
	const place = { pool, dialect, parserOf };
	const run: Database['run'] = (actor, work, how = {}) =>
		inSpiteOfConflicts(() => runInTransaction(place, [steppingDownShared, actorSettings(actor)], work, how));
	return { owner: new Kysely<Tables>({ dialect }), run };
}

/** Set to nothing before the first statement, which takes as long as a hundred of them: a database in memory has no disk to keep from. */
const inMemoryBuffers = ['-c', 'shared_buffers=16MB'];

async function onPGlite(
	place: Exclude<DatabasePlace, { kind: 'postgres' }>,
): Promise<Omit<Database, 'close'>> {
	const pglite = await PGlite.create({
		dataDir: place.kind === 'embedded' ? place.folder : 'memory://',
		...(place.kind === 'memory' && place.packed ? { loadDataDir: place.packed } : {}),
		...(place.kind === 'memory' ? { startParams: [...PGlite.defaultStartParams, ...inMemoryBuffers] } : {}),
		parsers: { [oidBigint]: parseBigint, [oidDate]: (text) => text },
		// A date is text on both drivers: PGlite would take it through a Date of the machine's time zone.
		serializers: { [oidDate]: (value) => String(value) },
	});
	const owner = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
	const run: Database['run'] = (actor, work) =>
		inSpiteOfConflicts(() =>
			owner.transaction().execute(async (trx) => {
				await trx.executeQuery(CompiledQuery.raw(steppingDown, actorSettings(actor)));
				return work(trx);
			}),
		);
	return { owner, run };
}

/** No listener for an error of a connection that just waits would end the whole process. */
const ignored = () => undefined;

function connect(url: string): Pool {
	const pool = new Pool({
		connectionString: url,
		max: 10,
		connectionTimeoutMillis: 5_000,
		types: { getTypeParser: parserOf },
	});
	// The database went away: the next statement on that connection says so to whoever asks it.
	pool.on('error', ignored);
	pool.on('connect', (client) => client.on('error', ignored));
	return pool;
}

/** As for PGlite; what has no parser of ours is read as the driver reads it. */
const parserOf: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
	if (oid === oidBigint) return parseBigint;
	if (oid === oidDate) return String;
	return types.getTypeParser(oid, format as 'text');
};

/** The role is a setting, too: one way to the database instead of two, in every transaction. */
const steppingDown = `select set_config('role', '${appRole}', true), set_config('campuscover.actor_kind', $1, true),
	set_config('campuscover.actor_id', $2, true), set_config('campuscover.actor_role', $3, true),
	set_config('campuscover.actor_school', $4, true)`;

/**
 * A server that hangs in the middle of a transaction must not hold its rows, and every reader's change feed, for
 * ever. Set for the transaction and not for the connection: a pooler before the database would refuse that.
 */
const steppingDownShared = `${steppingDown}, set_config('statement_timeout', '30s', true),
	set_config('lock_timeout', '10s', true), set_config('idle_in_transaction_session_timeout', '60s', true)`;

function actorSettings(actor: Actor): string[] {
	const account = actor.kind === 'account' ? actor : null;
	return [actor.kind, account?.accountId ?? '', account?.role ?? '', account?.schoolCode ?? ''];
}

/** A value for a jsonb column. Through text, because the two drivers encode objects and strings differently. */
export function jsonb(value: unknown) {
	return sql`${JSON.stringify(value)}::text::jsonb`;
}
