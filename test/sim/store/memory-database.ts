/*
 * The database of most seeds: tables in memory with what the use cases count on from PostgreSQL.
 *
 *   read committed   each read sees what was committed before it, and the transaction's own writes
 *   row locks        held until the end; an insert of a key waits for whoever inserts the same
 *   savepoints       what was written since is undone
 *   xid and horizon  a transaction gets its id with its first write, and commits in whatever order it ends
 *   row security     the policies of the migrations, in `policies.ts`
 *
 * Every call is a turn of the run's queue, so that transactions interleave as the seed decides, and a server that is
 * killed may be at any of them.
 */
import type { Actor } from '#server/usecase/actor.ts';
import { Locks } from './locks.ts';
import { policies } from './policies.ts';
import { tables, type AnyRow, type TableName, type Tables } from './tables.ts';

type Overlay = Map<TableName, Map<string, AnyRow | null>>;

export interface Write {
	table: TableName;
	key: string;
	before: AnyRow | null;
	after: AnyRow | null;
}

/** What the run decides about the database. */
export interface DatabaseFaults {
	/** A turn of the queue; may throw a ConflictError. */
	step(): Promise<void>;
	/** A turn of the queue, and nothing else: what is committed is no other's conflict any more. */
	turn(): Promise<void>;
	/** Waits for another transaction, and goes on as who it was. */
	rejoin<T>(promise: Promise<T>): Promise<T>;
	/** What becomes of a commit: whether it is written, and whether its caller hears so. */
	commit(): { isWritten: boolean; error: Error | null };
}

export class MemoryDatabase {
	readonly committed: { [Name in TableName]: Map<string, Tables[Name]> };
	readonly locks = new Locks<Transaction>();
	readonly running = new Set<Transaction>();
	readonly faults: DatabaseFaults;
	/** How many transactions have written something. */
	commits = 0;
	readonly #sequences = new Map<string, number>();
	readonly #listeners: ((writes: Write[], transaction: Transaction) => void)[] = [];
	#nextXid = 100;

	constructor(faults: DatabaseFaults) {
		this.faults = faults;
		this.committed = Object.fromEntries(Object.keys(tables).map((name) => [name, new Map()])) as never;
	}

	/** Numbers are given out at once and never taken back, as sequences do. */
	nextOf(sequence: string): number {
		const n = (this.#sequences.get(sequence) ?? 0) + 1;
		this.#sequences.set(sequence, n);
		return n;
	}

	takeXid(): number {
		return this.#nextXid++;
	}

	/** The oldest transaction that still runs and has written, or the next one. */
	get horizon(): number {
		const xids = [...this.running].flatMap(({ xid }) => (xid === null ? [] : [xid]));
		return Math.min(this.#nextXid, ...xids);
	}

	/** Calls with what each commit wrote, right after it is there. */
	onCommit(listener: (writes: Write[], transaction: Transaction) => void): void {
		this.#listeners.push(listener);
	}

	write(transaction: Transaction): void {
		const writes: Write[] = [];
		for (const [table, rows] of transaction.overlay) {
			const held = this.committed[table] as Map<string, AnyRow>;
			for (const [key, after] of rows) {
				writes.push({ table, key, before: held.get(key) ?? null, after });
				if (after) held.set(key, after);
				else held.delete(key);
			}
		}
		if (writes.length > 0) this.commits += 1;
		if (writes.length > 0) for (const listener of this.#listeners) listener(writes, transaction);
	}
}

export class Transaction {
	readonly database: MemoryDatabase;
	readonly actor: Actor;
	/** Whose it is: a server that is killed takes its transactions along. */
	readonly process: object;
	overlay: Overlay = new Map();
	xid: number | null = null;
	#isOver = false;
	/** A unique key was violated: nothing more is done until a savepoint is given up. */
	#isAborted = false;

	constructor(database: MemoryDatabase, actor: Actor, process: object) {
		this.database = database;
		this.actor = actor;
		this.process = process;
		database.running.add(this);
	}

	/** All rows of a table as this transaction sees them, whoever's they are. */
	rows<Name extends TableName>(table: Name): Tables[Name][] {
		const own = this.overlay.get(table) as Map<string, Tables[Name] | null> | undefined;
		const held = this.database.committed[table] as Map<string, Tables[Name]>;
		if (!own || own.size === 0) return [...held.values()];
		const found = [...held].filter(([key]) => !own.has(key)).map(([, row]) => row);
		for (const row of own.values()) if (row) found.push(row);
		return found;
	}

	/** The rows that the actor may see. */
	visible<Name extends TableName>(table: Name): Tables[Name][] {
		return this.rows(table).filter((row) => this.#may('select', table, row));
	}

	find<Name extends TableName>(table: Name, key: string): Tables[Name] | null {
		const row = this.#raw(table, key);
		return row && this.#may('select', table, row) ? row : null;
	}

	async lock<Name extends TableName>(table: Name, key: string): Promise<Tables[Name] | null> {
		if (!this.find(table, key)) return null;
		await this.hold(`${table} ${key}`);
		const row = this.find(table, key);
		// PostgreSQL shows for update only what the actor may update.
		return row && this.#may('update', table, row) ? row : null;
	}

	/** False when one of the table's unique keys is taken, by whomever. Throws where the policy forbids the row. */
	async insert<Name extends TableName>(table: Name, row: Tables[Name]): Promise<boolean> {
		if (!this.#may('insert', table, row)) throw new Error(`row security: insert into ${table}`);
		for (const unique of this.#uniqueKeysOf(table, row)) {
			await this.hold(unique);
			if (this.#isTaken(table, unique, null)) return false;
		}
		this.#put(table, tables[table].key(row as never), row);
		return true;
	}

	/** `taken`: a unique key is another row's; nothing is written, and a savepoint must be given up. */
	async update<Name extends TableName>(
		table: Name,
		key: string,
		change: (row: Tables[Name]) => Tables[Name],
	): Promise<'written' | 'not-seen' | 'taken'> {
		await this.hold(`${table} ${key}`);
		const row = this.#raw(table, key);
		if (!row || !this.#may('select', table, row) || !this.#may('update', table, row)) return 'not-seen';
		const after = change(row);
		if (!this.#may('updated', table, after)) throw new Error(`row security: update of ${table}`);
		for (const unique of this.#uniqueKeysOf(table, after)) {
			await this.hold(unique);
			if (this.#isTaken(table, unique, key)) {
				this.#isAborted = true;
				return 'taken';
			}
		}
		this.#put(table, key, after);
		return 'written';
	}

	/** Passes over what the actor may not delete. */
	async remove<Name extends TableName>(
		table: Name,
		isWanted: (row: Tables[Name]) => boolean,
	): Promise<number> {
		let count = 0;
		for (const row of this.visible(table).filter(isWanted)) {
			const key = tables[table].key(row as never);
			await this.hold(`${table} ${key}`);
			const now = this.#raw(table, key);
			// It may be another by now, for which this waited.
			if (!now || !isWanted(now) || !this.#may('delete', table, now)) continue;
			this.#put(table, key, null);
			count += 1;
		}
		return count;
	}

	/** Deletes whatever hangs on a row that is gone, whoever's it is. */
	cascade<Name extends TableName>(table: Name, isWanted: (row: Tables[Name]) => boolean): void {
		for (const row of this.rows(table).filter(isWanted))
			this.#put(table, tables[table].key(row as never), null);
	}

	async savepoint<T>(part: () => Promise<T>): Promise<T> {
		this.assertSound();
		const before = new Map([...this.overlay].map(([table, rows]) => [table, new Map(rows)] as const));
		try {
			const value = await part();
			this.assertSound();
			return value;
		} catch (error) {
			this.overlay = before;
			this.#isAborted = false;
			throw error;
		}
	}

	/** Throws after a unique key was violated, as every statement of PostgreSQL then does. */
	assertSound(): void {
		if (this.#isAborted) throw new Error('the transaction is aborted');
	}

	/** One that was aborted writes nothing, and says nothing of it: neither does PostgreSQL. */
	async commit(): Promise<void> {
		await this.database.faults.step();
		const { isWritten, error } = this.database.faults.commit();
		if (this.#isOver) throw new Error('the transaction is over');
		if (isWritten && !this.#isAborted) this.database.write(this);
		this.end();
		await this.database.faults.turn();
		if (error) throw error;
	}

	/** Gives back all that it held; what was not committed is gone. */
	end(): void {
		this.#isOver = true;
		this.database.running.delete(this);
		this.database.locks.release(this);
	}

	/** Holds a lock of any name until the transaction ends. */
	async hold(key: string): Promise<void> {
		this.xid ??= this.database.takeXid();
		const lock = this.database.locks.take(this, key);
		if (lock) await this.database.faults.rejoin(lock);
		if (this.#isOver) throw new Error('the transaction is over');
	}

	#raw<Name extends TableName>(table: Name, key: string): Tables[Name] | null {
		const own = this.overlay.get(table);
		if (own?.has(key)) return own.get(key) as Tables[Name] | null;
		return (this.database.committed[table].get(key) as Tables[Name] | undefined) ?? null;
	}

	#put(table: TableName, key: string, row: AnyRow | null): void {
		if (this.#isOver) throw new Error('the transaction is over');
		this.xid ??= this.database.takeXid();
		const own = this.overlay.get(table) ?? new Map<string, AnyRow | null>();
		this.overlay.set(table, own.set(key, row));
	}

	#uniqueKeysOf(table: TableName, row: AnyRow): string[] {
		const definition = tables[table];
		const named = Object.entries(definition.unique ?? {}).flatMap(([name, of]) => {
			const value = of(row as never);
			return value === null ? [] : [`${table}.${name} ${value}`];
		});
		return [`${table} ${definition.key(row as never)}`, ...named];
	}

	#isTaken(table: TableName, unique: string, exceptKey: string | null): boolean {
		return this.rows(table).some(
			(row) =>
				tables[table].key(row as never) !== exceptKey && this.#uniqueKeysOf(table, row).includes(unique),
		);
	}

	#may(command: keyof (typeof policies)['account'], table: TableName, row: AnyRow): boolean {
		const policy = policies[table][command] as (row: AnyRow, transaction: Transaction) => boolean;
		return policy(row, this);
	}
}
