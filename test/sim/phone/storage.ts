/*
 * A phone's storage: fake-indexeddb under Dexie, with what browsers do to it. Every tab has a door of its own; behind
 * the door of a tab that is gone nothing happens any more.
 */
import { Dexie, type DBCore, type DBCoreTable, type DBCoreTransaction } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type {
	AcknowledgedRow,
	DocumentRow,
	MetaRow,
	OutboxRow,
	RecordRow,
	SyncStateRow,
	VaultRow,
} from '#lib/device/schema.ts';
import { databaseName } from '#lib/device/database-name.ts';
import { withNumbers } from '#lib/device/numbering.ts';
import type { Rng } from '../engine/rng.ts';

/** Probabilities of one operation or transaction. */
export interface StorageFaults {
	quota: number;
	abort: number;
	connectionLost: number;
}

export const calmStorage: StorageFaults = { quota: 0, abort: 0, connectionLost: 0 };

/** What the door of one tab knows. */
export interface Door {
	isShut: boolean;
	/** The tab's own connection, to be lost. */
	database: Dexie | null;
	/** The newest request for a connection. */
	opening: IDBOpenDBRequest | null;
	faults(): StorageFaults;
	rng: Rng;
}

const never = <T>() => new Promise<T>(() => undefined);

function storageError(name: string): Error {
	return Object.assign(new Error(name), { name });
}

/** Once the tab is gone, what it asked for is not answered, and what it asks is not done. */
function behind<T>(door: Door, work: () => PromiseLike<T>): Promise<T> {
	if (door.isShut) return never<T>();
	const asked = work();
	return asked.then((value) => (door.isShut ? never<T>() : value)) as Promise<T>;
}

function guardedTable(table: DBCoreTable, door: Door): DBCoreTable {
	return {
		...table,
		mutate: (request) => {
			const { quota, abort } = door.faults();
			if (door.rng.chance(quota)) return Promise.reject(storageError('QuotaExceededError'));
			if (door.rng.chance(abort)) return Promise.reject(storageError('AbortError'));
			return behind(door, () => table.mutate(request));
		},
		get: (request) => behind(door, () => table.get(request)),
		getMany: (request) => behind(door, () => table.getMany(request)),
		query: (request) => behind(door, () => table.query(request)),
		openCursor: (request) => behind(door, () => table.openCursor(request)),
		count: (request) => behind(door, () => table.count(request)),
	};
}

let nextDoor: Door | null = null;

/** Runs with each new database: it gets the door of the tab that opens it. */
function putBehindDoor(db: Dexie): void {
	const door = nextDoor;
	if (!door) return;
	door.database = db;
	db.use({
		stack: 'dbcore',
		name: 'door',
		create: (core: DBCore): DBCore => {
			const guarded = new Map<string, DBCoreTable>();
			return {
				...core,
				transaction(stores, mode, options): DBCoreTransaction {
					if (door.rng.chance(door.faults().connectionLost)) {
						loseConnection(door);
						throw storageError('InvalidStateError');
					}
					return core.transaction(stores, mode, options);
				},
				// Asked for with each operation.
				table(name) {
					const table = guarded.get(name) ?? guardedTable(core.table(name), door);
					guarded.set(name, table);
					return table;
				},
			};
		},
	});
}

Dexie.addons.push(putBehindDoor);

/** As a browser does that runs short of memory: the connection is closed, and the page is told. */
export function loseConnection(door: Door): void {
	const connection = door.database?.backendDB();
	if (!connection) return;
	connection.close();
	connection.onclose?.(new Event('close'));
}

/** A tab that is killed while it upgrades leaves nothing of that: the upgrade is one transaction, and was not committed. */
export function abortUpgrade({ opening }: Door): void {
	const abort = () => {
		try {
			opening?.transaction?.abort();
		} catch {
			// It was over already.
		}
	};
	abort();
	// Asked for and not begun: a browser forgets that with the tab.
	opening?.addEventListener('upgradeneeded', abort);
}

/** As the app of the fourth version had it. */
const olderVersion = 4;
const olderStores = {
	vault: 'owner',
	record: '[owner+id], owner',
	outbox: '++n, owner, [owner+recordId]',
	syncState: 'owner',
	meta: 'name',
	document: '[owner+hash], owner',
	slice: '[owner+hash+n], [owner+hash]',
	acknowledged: 'n, owner, atMs',
	received: '[owner+id], owner',
};

/** Rows as that version wrote them: a number lay in its entry, a copy of an entry in a row of its own. */
function asOlder(table: string, rows: object[], states: SyncStateRow[]): object[] {
	if (table === 'record') return rows.map((row) => ({ ...row, refused: undefined }));
	if (table === 'syncState') return rows.map((row) => ({ ...row, frozen: undefined }));
	if (table === 'acknowledged') {
		return (rows as AcknowledgedRow[]).flatMap(({ entries, n: _, ...at }) =>
			entries.map((entry) => ({ ...at, ...entry })),
		);
	}
	if (table !== 'outbox') return rows;
	return (rows as OutboxRow[]).map((row) => {
		const own = states.find(({ owner }) => owner === row.owner);
		return withNumbers([row], own)[0]!;
	});
}

/** The disk of one phone, shared by its tabs. */
export class PhoneStorage {
	#factory = new IDBFactory();

	/** Runs `open` such that the database it makes is behind this door. */
	through<T>(door: Door, open: () => T): T {
		const indexedDB = new Proxy(this.#factory, {
			get: (_, name) => {
				const value = Reflect.get(this.#factory, name) as unknown;
				if (typeof value !== 'function') return value;
				// A request that is never answered.
				if (door.isShut) return () => ({ addEventListener: () => undefined });
				if (name !== 'open') return value.bind(this.#factory);
				return (...args: unknown[]) => (door.opening = value.apply(this.#factory, args));
			},
		});
		Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange });
		nextDoor = door;
		try {
			return open();
		} finally {
			nextDoor = null;
		}
	}

	/** The browser clears it: what is opened from now on is empty. */
	evict(): void {
		this.#factory = new IDBFactory();
	}

	/** Lays everything out anew as an older version of the app had it. Call while no tab is open. */
	async downgrade(): Promise<void> {
		const before = this.#database?.rawObjectStores;
		if (!before) return;
		const factory = new IDBFactory();
		const older = new Dexie(databaseName, { indexedDB: factory, IDBKeyRange });
		older.version(olderVersion).stores(olderStores);
		await older.open();
		const rowsOf = (table: string) =>
			[...(before.get(table)?.records.values() ?? [])].map(({ value }) => value as object);
		for (const table of Object.keys(olderStores)) {
			await older.table(table).bulkAdd(asOlder(table, rowsOf(table), rowsOf('syncState') as SyncStateRow[]));
		}
		older.close();
		this.#factory = factory;
		// Numbers that were given out once are not given again.
		const counted = before.get('outbox')?.keyGenerator?.num ?? 0;
		const generator = this.#database?.rawObjectStores.get('outbox')?.keyGenerator;
		if (generator) generator.num = counted;
	}

	get version(): number {
		return this.#database?.version ?? 0;
	}

	/** A file loses one of its slices, as a disk does that is full or old: its hash, or null where there is none. */
	loseSlice(rng: Rng): { owner: string; hash: string } | null {
		const slices = this.#database?.rawObjectStores.get('slice');
		const held = [...(slices?.records.values() ?? [])];
		if (!slices || held.length === 0) return null;
		const { key, value } = rng.pick(held);
		slices.deleteRecord(key);
		return value as { owner: string; hash: string };
	}

	/**
	 * One bit of one sealed row turns, as on a disk that is old: of a record, of an entry that waits, of the wrap of a key.
	 * What it was; null where nothing of that kind lies there.
	 */
	decay(rng: Rng, table: 'record' | 'outbox' | 'vault'): { owner: string; record: string } | null {
		const held = [...(this.#database?.rawObjectStores.get(table)?.records.values() ?? [])];
		const rows = held.map(({ value }) => value as RecordRow & OutboxRow & VaultRow);
		const own = rows.filter(
			({ owner, deviceWrap }) => owner !== 'device' && (table !== 'vault' || deviceWrap),
		);
		if (own.length === 0) return null;
		const row = rng.pick(own);
		const { ciphertext } = table === 'vault' ? row.deviceWrap! : row;
		const bytes = new Uint8Array(ciphertext);
		bytes[rng.int(0, bytes.length - 1)]! ^= 1 << rng.int(0, 7);
		return { owner: row.owner, record: table === 'record' ? row.id : (row.recordId ?? '') };
	}

	/** Whether the app keeps rows of a record aside: then it tells that something of it was lost. */
	isAside(owner: string, record: string): boolean {
		const rows = [...(this.#database?.rawObjectStores.get('meta')?.records.values() ?? [])];
		return rows.some(({ value }) => (value as MetaRow).name.startsWith(`aside ${owner} ${record} `));
	}

	/** How far an owner's changes were read, once all that the server holds has come; null before. */
	pulledUpTo(owner: string): string | null {
		const rows = [...(this.#database?.rawObjectStores.get('syncState')?.records.values() ?? [])];
		const state = rows.map(({ value }) => value as SyncStateRow).find((row) => row.owner === owner);
		return state === undefined || state.pulled ? null : state.cursor;
	}

	/** Files of an owner, as far as each is. */
	files(owner: string): DocumentRow[] {
		const rows = [...(this.#database?.rawObjectStores.get('document')?.records.values() ?? [])];
		return rows.map(({ value }) => value as DocumentRow).filter((row) => row.owner === owner);
	}

	get #database(): RawDatabase | undefined {
		return [...(this.#factory as unknown as { _databases: Map<string, RawDatabase> })._databases.values()][0];
	}

	/** What of an owner waits to be sent. */
	outbox(owner: string): OutboxRow[] {
		// A copy of what the server took has a time of hearing, and waits for nothing.
		const isEntry = (row: unknown): row is OutboxRow =>
			'recordId' in (row as object) && !('atMs' in (row as object));
		return this.rows()
			.filter(isEntry)
			.filter((row) => row.owner === owner);
	}

	/** Everything that lies on the disk, row by row. */
	rows(): unknown[] {
		const databases = (this.#factory as unknown as { _databases: Map<string, RawDatabase> })._databases;
		return [...databases.values()].flatMap(({ rawObjectStores }) =>
			[...rawObjectStores.values()].flatMap(({ records }) => [...records.values()].map(({ value }) => value)),
		);
	}
}

interface RawDatabase {
	version: number;
	rawObjectStores: Map<
		string,
		{
			records: { values(): Iterable<{ key: unknown; value: unknown }> };
			keyGenerator: { num: number } | null;
			deleteRecord(key: unknown): void;
		}
	>;
}
