import { Dexie } from 'dexie';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { OrderView } from '#shared/protocol/view.ts';
import type { Clock } from '#shared/std/clock.ts';
import type { Disk } from './disk.ts';
import { localView, progressOf, type DraftContent } from './draft.ts';
import { OpenedRows } from './opened-rows.ts';
import { recordsOfKind } from './records-of-kind.ts';
import { withNumbers, type NumberedRow } from './numbering.ts';
import type { RecordRow, SyncStateRow } from './schema.ts';
import type { LocalEnrollment, OwnerId } from './types.ts';

/** The rows that one owner's list is made of, read together. */
export interface OwnerRows {
	owner: OwnerId;
	records: RecordRow[];
	outbox: NumberedRow[];
	syncState: SyncStateRow | undefined;
}

export interface RowsAndTotal {
	rows: OwnerRows;
	total: number;
}

/** Those of the kinds: of an enrollment `enrollment` and `order`. */
export async function readOwnerRows(
	disk: Disk,
	owner: OwnerId,
	kinds: RecordRow['kind'][] = ['enrollment', 'order'],
): Promise<OwnerRows> {
	const { db } = disk;
	return db.transaction('r', db.record, db.outbox, db.syncState, async () => {
		const records = (await Promise.all(kinds.map((kind) => recordsOfKind(disk.db, owner, kind)))).flat();
		const outbox = await db.outbox.where('owner').equals(owner).toArray();
		const syncState = await db.syncState.get(owner);
		return { owner, records, outbox: withNumbers(outbox, syncState), syncState };
	});
}

/**
 * The enrollments that were changed last, no more than `most`, and how many there are: of the others only the keys are
 * read. With `alsoRefused` those that the server refused are among them, however long ago, no more than `most` either.
 */
export async function readNewestRows(
	disk: Disk,
	owner: OwnerId,
	most: number,
	{ alsoRefused = false } = {},
): Promise<RowsAndTotal> {
	const { db } = disk;
	return db.transaction('r', db.record, db.outbox, db.syncState, async () => {
		const ofOwner = db.record
			.where('[owner+kind+removed+updatedAtMs]')
			.between([owner, 'enrollment', 0, Dexie.minKey], [owner, 'enrollment', 0, Dexie.maxKey]);
		// A count is watched as one range; the keys of thousands would each be watched for itself.
		const [total, newest, refused] = await Promise.all([
			ofOwner.clone().count(),
			ofOwner.clone().reverse().limit(most).primaryKeys(),
			alsoRefused ? refusedKeys(disk, owner, most) : [],
		]);
		const ids = new Set([...newest, ...refused].map(([, id]) => id));
		return { rows: await readTheseRows(disk, owner, [...ids]), total };
	});
}

const refusedKeys = ({ db }: Disk, owner: OwnerId, most: number) =>
	db.record.where('[owner+kind+refused]').equals([owner, 'enrollment', 1]).limit(most).primaryKeys();

/** What these enrollments are shown with. Call it in a transaction. */
async function readTheseRows(disk: Disk, owner: OwnerId, ids: string[]): Promise<OwnerRows> {
	const { db } = disk;
	const keys = ids.map((id): [OwnerId, string] => [owner, id]);
	const [found, orders, unsent, syncState] = await Promise.all([
		db.record.bulkGet(keys),
		recordsOfKind(db, owner, 'order'),
		db.outbox.where('owner').equals(owner).count(),
		db.syncState.get(owner),
	]);
	const entriesOf = (at: [OwnerId, string]) => db.outbox.where('[owner+recordId]').equals(at).toArray();
	const outbox = unsent === 0 ? [] : (await Promise.all(keys.map(entriesOf))).flat();
	const records = [...found.filter((row) => row !== undefined), ...orders];
	return { owner, records, outbox: withNumbers(outbox, syncState), syncState };
}

/** Those with these ids; what is no enrollment's id leads to none. */
export async function readSomeRows(disk: Disk, owner: OwnerId, ids: string[]): Promise<OwnerRows> {
	const { db } = disk;
	return db.transaction('r', db.record, db.outbox, db.syncState, () => readTheseRows(disk, owner, ids));
}

/** Of those that the server does not hold as they are here no more than `most`, the newest, and how many there are. */
export async function readUnsentRows(disk: Disk, owner: OwnerId, most: number): Promise<RowsAndTotal> {
	// Nothing of the phone's own drafts has a server.
	if (owner === 'device') return readNewestRows(disk, owner, most);
	const { db } = disk;
	return db.transaction('r', db.record, db.outbox, db.syncState, async () => {
		const ids = await unsentIds(disk, owner);
		// An id begins with when it was made.
		const newest = ids.sort().reverse().slice(0, most);
		return { rows: await readTheseRows(disk, owner, newest), total: ids.length };
	});
}

/** By keys alone; of a volunteer thousands of others may wait, and none of them is an enrollment here. */
async function unsentIds({ db }: Disk, owner: OwnerId): Promise<string[]> {
	const waiting = await db.outbox
		.where('[owner+recordId]')
		.between([owner, ''], [owner, '\uffff'])
		.uniqueKeys();
	if (waiting.length === 0) return [];
	const own = await db.record
		.where('[owner+kind+removed+updatedAtMs]')
		.between([owner, 'enrollment', 0, Dexie.minKey], [owner, 'enrollment', 0, Dexie.maxKey])
		.primaryKeys();
	const isOwn = new Set(own.map(([, id]) => id));
	return waiting.map((key) => (key as unknown as [OwnerId, string])[1]).filter((id) => isOwn.has(id));
}

/** What one enrollment is shown with, without the others: to read one of thousands costs as much as one of one. */
export async function readEnrollmentRows(disk: Disk, owner: OwnerId, id: string): Promise<OwnerRows> {
	const { db } = disk;
	return db.transaction('r', db.record, db.outbox, db.syncState, async () => {
		const record = await db.record.get([owner, id]);
		const orders = await recordsOfKind(disk.db, owner, 'order');
		const outbox = await db.outbox.where('[owner+recordId]').equals([owner, id]).toArray();
		const syncState = await db.syncState.get(owner);
		const records = [...(record ? [record] : []), ...orders];
		return { owner, records, outbox: withNumbers(outbox, syncState), syncState };
	});
}

/**
 * Of several orders the one that counts: not void before void, then the newest. A void one of an enrollment that
 * is open again is over and done with.
 */
function orderOf(orders: OrderView[], enrollmentId: string, state: EnrollmentState): OrderView | null {
	const own = orders.filter((order) => order.enrollmentId === enrollmentId);
	own.sort(
		(a, b) => Number(a.state === 'void') - Number(b.state === 'void') || b.createdAtMs - a.createdAtMs,
	);
	const counting = own[0] ?? null;
	return counting?.state === 'void' && state !== 'approved' ? null : counting;
}

/** What a record is shown with. */
interface Beside {
	entriesOf: Map<string, NumberedRow[]>;
	syncState: SyncStateRow | undefined;
	orders: OrderView[];
	nowMs: number;
}

function toLocal(
	row: RecordRow,
	draft: DraftContent,
	{ entriesOf, syncState, orders, nowMs }: Beside,
): LocalEnrollment {
	const entries = entriesOf.get(row.id) ?? [];
	const frozen = entries.filter((entry) => entry.sequence !== null).length;
	const outbox = {
		frozen,
		waiting: entries.length - frozen,
		isSending: (syncState?.sendingUntilMs ?? 0) > nowMs,
	};
	return localView(row, draft, {
		order: orderOf(orders, row.id, draft.server?.state ?? 'draft'),
		progress: progressOf(row.owner, draft, outbox),
	});
}

/** One owner's list, made from its rows. */
export class LocalViews {
	readonly #rows: OpenedRows;
	readonly #clock: Clock;

	constructor(disk: Disk) {
		this.#rows = new OpenedRows(disk);
		this.#clock = disk.clock;
	}

	/** Newest first. RefusalError `device.key-missing` when the owner is closed on this phone. */
	async of(rows: OwnerRows): Promise<LocalEnrollment[]> {
		const shown = rows.records.filter(isShown);
		const locals = await this.#open(rows, shown);
		return locals.sort((a, b) => b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1));
	}

	/** Whose order it is, of each, without opening any of them. */
	async ordered({ owner, rows }: { owner: OwnerId; rows: RecordRow[] }): Promise<string[]> {
		this.#rows.keepOnly(owner);
		const orders = await this.#rows.openAll<OrderView>(rows);
		return [...new Set(orders.map(({ value }) => value.enrollmentId))].sort();
	}

	/** One of them, without opening the others; null where there is none. */
	async one(rows: OwnerRows, id: string): Promise<LocalEnrollment | null> {
		const shown = rows.records.filter((row) => row.id === id && isShown(row));
		return (await this.#open(rows, shown))[0] ?? null;
	}

	async #open(rows: OwnerRows, shown: RecordRow[]): Promise<LocalEnrollment[]> {
		this.#rows.keepOnly(rows.owner);
		const orderRows = rows.records.filter(({ kind }) => kind === 'order');
		const orders = (await this.#rows.openAll<OrderView>(orderRows)).map(({ value }) => value);
		const entriesOf = new Map<string, NumberedRow[]>();
		for (const entry of rows.outbox) {
			const own = entriesOf.get(entry.recordId);
			if (own) own.push(entry);
			else entriesOf.set(entry.recordId, [entry]);
		}
		const beside = { entriesOf, syncState: rows.syncState, orders, nowMs: this.#clock.nowMs() };
		const drafts = await this.#rows.openAll<DraftContent>(shown);
		return drafts.map(({ row, value }) => toLocal(row, value, beside));
	}
}

const isShown = (row: RecordRow) => row.kind === 'enrollment' && row.removed === 0;
