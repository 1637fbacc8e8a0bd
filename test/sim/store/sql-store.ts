/*
 * A share of the seeds runs on PGlite: the real SQL store. A transaction is one piece of work there, since the embedded
 * database has one connection; the run's queue waits until it is through.
 */
import { sql } from 'kysely';
import { openDatabase, type Database } from '#server/store/database.ts';
import { createUnitOfWork } from '#server/store/unit-of-work.ts';
import type { UnitOfWork } from '#server/usecase/ports.ts';
import { migratedInMemory } from '../../support/migrated.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { tables, type TableName } from './tables.ts';

/** The tables that checks look into, by their names here. */
const looked: Partial<Record<TableName, string>> = {
	enrollment: 'enrollment',
	signature: 'signature',
	fieldConflict: 'field_conflict',
	pairing: 'pairing_request',
	factRequest: 'fact_request',
	order: 'payment_order',
	payment: 'payment',
	stray: 'stray_payment',
	device: 'device',
	receipt: 'mutation_receipt',
	delivery: 'notice_delivery',
	session: 'session',
	claim: 'claim',
	claimDocument: 'claim_document',
	claimAct: 'claim_act',
	document: 'document',
};

const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

export class SqlStore {
	readonly #database: Database;

	private constructor(database: Database) {
		this.#database = database;
	}

	/** Opened once a process. Call outside of a run: it uses the platform's own timers. */
	static async open(): Promise<SqlStore> {
		return new SqlStore(await openDatabase(await migratedInMemory()));
	}

	/** Empty again, but for what migrations put in. */
	async reset(): Promise<void> {
		const { rows } = await sql<{ names: string }>`select string_agg(quote_ident(tablename), ', ') as names
			from pg_tables where schemaname = 'public' and tablename not like 'kysely%' and tablename <> 'setting'`.execute(
			this.#database.owner,
		);
		await sql`truncate ${sql.raw(rows[0]!.names)} restart identity cascade`.execute(this.#database.owner);
		await sql`delete from setting where key <> 'feed-generation'`.execute(this.#database.owner);
	}

	unitOfWork(scheduler: Scheduler, onRun: () => void): UnitOfWork {
		const uow = createUnitOfWork(this.#database);
		return {
			async run(actor, work) {
				onRun();
				await scheduler.turn();
				return scheduler.rejoin(scheduler.outside(uow.run(actor, work)));
			},
		};
	}

	/** Copies what checks look into, as it stands now. */
	async copyInto({ committed }: MemoryDatabase, scheduler: Scheduler): Promise<void> {
		for (const [name, table] of Object.entries(looked) as [TableName, string][]) {
			const read = sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(
				this.#database.owner,
			);
			const { rows } = await scheduler.rejoin(scheduler.outside(read));
			committed[name].clear();
			for (const row of rows) {
				const copy = Object.fromEntries(Object.entries(row).map(([key, value]) => [camel(key), value]));
				committed[name].set(tables[name].key(copy as never), copy as never);
			}
		}
	}
}
