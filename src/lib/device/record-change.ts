/*
 * How sealed records change. Web Crypto cannot be awaited inside an IndexedDB transaction, so:
 *
 *   read + open  ──▶  decide (pure)  ──▶  seal  ──▶  transaction { compare what was read; write all } ──▶ done
 *        ▲                                                   │ somebody wrote in between
 *        └───────────────────────────────────────────────────┘ at most `maxTries` times
 */
import type { Table } from 'dexie';
import type { Mutation } from '#shared/protocol/mutation.ts';
import type { NoticeView, OrderView } from '#shared/protocol/view.ts';
import { newId } from '#shared/std/id.ts';
import type { ClaimDraft } from './claim-draft.ts';
import type { Disk } from './disk.ts';
import type { DraftContent } from './draft.ts';
import type { NumberedRow } from './numbering.ts';
import { printOf, readRaw, type RawRows } from './record-rows.ts';
import { changeStubs, kindOfDraft, stubChanges, type StubChange } from './handed-over.ts';
import type { OutboxRow, RecordRow, Sealed } from './schema.ts';
import { seal, unlessSpoiled, unseal, type Place } from './seal.ts';
import { keepAside, type Aside } from './set-aside.ts';
import type { OwnerId } from './types.ts';

const maxTries = 12;

export interface Target {
	owner: OwnerId;
	id: string;
}

export interface OpenedEntry {
	n: number;
	sequence: number | null;
	mutation: Mutation;
}

/** What of a record does not open: its rows lost bits. */
interface Spoiled {
	/** What the record's own row holds, where that does not open. */
	kind: RecordRow['kind'] | null;
	/** The server had refused something of it, and the row alone held what was typed then. */
	isRefused: boolean;
	entries: { n: number; isFrozen: boolean }[];
}

/** A record as read: content of null when it is no enrollment on the phone. Entries are oldest first. */
export interface OpenedRecord extends Target {
	content: DraftContent | null;
	/** What it holds when it is a notice. */
	notice: NoticeView | null;
	/** What it holds when it is a claim. */
	claim: ClaimDraft | null;
	removed: boolean;
	/** Those that open. */
	entries: OpenedEntry[];
	/** Absent where everything opens. */
	spoiled?: Spoiled;
}

export interface Changes {
	/** Content of null deletes the row. */
	records?: (Target & { content: DraftContent | null; removed?: boolean })[];
	claims?: (Target & { content: ClaimDraft | null; removed?: boolean })[];
	/** Rows that do not open, as they lie there. */
	aside?: Aside[];
	/** Files that the server does not hold after all. */
	sendAgain?: { owner: OwnerId; hash: string }[];
	outbox?: {
		drop?: number[];
		/** How many are dropped at once, and kept where the server took them; database calls only. */
		settle?: (rows: NumberedRow[]) => Promise<void>;
		/** Only entries that are not frozen. */
		replace?: { n: number; owner: OwnerId; mutation: Mutation }[];
		add?: { owner: OwnerId; mutation: Mutation }[];
	};
	/** What the server alone writes, and a notice's having been read; a view of null deletes the row. */
	views?: ViewChange[];
	/** What became of what was sealed for a school. */
	stubs?: StubChange[];
	/** Further writes of the same transaction; database calls only. */
	also?: () => Promise<void>;
}

type ViewChange = Target &
	({ kind: 'order'; view: OrderView | null } | { kind: 'notice'; view: NoticeView | null });

/** Records as they were read, and a print that tells whether somebody wrote since. */
export interface Read {
	targets: Target[];
	opened: OpenedRecord[];
	print: string;
}

export const recordPlace = (at: Target) => ['record', at.id, at.owner] as const;
const outboxPlace = (row: { key: string; owner: OwnerId }) => ['outbox', row.key, row.owner] as const;

/** RefusalError `device.key-missing` when the owner is closed on this phone, whatever is still held open. */
export async function openSealed<T>(disk: Disk, place: Place, sealed: Sealed): Promise<T> {
	const key = await disk.keys.keyOf(place[2]);
	const held = disk.heldOpen?.get<T>(place, sealed);
	if (held !== undefined) return held;
	const value = await unseal<T>(key, place, sealed);
	disk.heldOpen?.keep(place, sealed, value);
	return value;
}

async function sealed(disk: Disk, place: Place, value: unknown): Promise<Sealed> {
	const made = await seal(await disk.keys.keyOf(place[2]), place, value, disk.random);
	disk.heldOpen?.keep(place, made, value);
	return made;
}

export const openMutation = (disk: Disk, row: OutboxRow): Promise<Mutation> =>
	openSealed<Mutation>(disk, outboxPlace(row), row);

export async function openEntry(disk: Disk, row: NumberedRow): Promise<OpenedEntry> {
	return { n: row.n, sequence: row.sequence, mutation: await openMutation(disk, row) };
}

async function readAndOpen(disk: Disk, targets: Target[]): Promise<Read> {
	const { db } = disk;
	const raw = await db.transaction('r', db.record, db.outbox, db.syncState, () => readRaw(disk, targets));
	const opened = await Promise.all(
		targets.map(async (at, i): Promise<OpenedRecord> => {
			const row = raw.rows[i];
			const open = <T>(...kinds: RecordRow['kind'][]) =>
				row && kinds.includes(row.kind) ? unlessSpoiled(openSealed<T>(disk, recordPlace(at), row)) : null;
			const [content, notice, claim, entries] = [
				await open<DraftContent>('enrollment', 'handed-over'),
				await open<NoticeView>('notice'),
				await open<ClaimDraft>('claim'),
				await Promise.all(raw.entries[i]!.map((entry) => unlessSpoiled(openEntry(disk, entry)))),
			];
			return {
				owner: at.owner,
				id: at.id,
				content,
				notice,
				claim,
				removed: row?.removed === 1,
				entries: entries.filter((entry) => entry !== null),
				...spoiledOf(row, content ?? notice ?? claim, raw.entries[i]!, entries),
			};
		}),
	);
	return { targets, opened, print: printOf(raw.rows, raw.entries) };
}

function spoiledOf(
	row: RecordRow | undefined,
	value: object | null,
	rows: NumberedRow[],
	opened: (OpenedEntry | null)[],
): { spoiled?: Spoiled } {
	// An order is never opened here: it is the server's alone, and written over as it comes.
	const kind = row && row.kind !== 'order' && value === null ? row.kind : null;
	const entries = rows.filter((_, i) => opened[i] === null);
	if (kind === null && entries.length === 0) return {};
	const marks = entries.map(({ n, sequence }) => ({ n, isFrozen: sequence !== null }));
	return { spoiled: { kind, isRefused: row?.refused === 1, entries: marks } };
}

export async function sealOutbox(disk: Disk, owner: OwnerId, mutation: Mutation): Promise<OutboxRow> {
	const key = newId(disk.clock, disk.random);
	const made = await sealed(disk, outboxPlace({ key, owner }), mutation);
	return { key, owner, recordId: mutation.record, revision: 1, ...made };
}

async function sealAll(disk: Disk, changes: Changes) {
	const { clock } = disk;
	const sealRow = async (
		at: Target,
		kind: RecordRow['kind'],
		value: object & { refusal?: unknown },
		updatedAtMs: number,
	) => ({
		owner: at.owner,
		id: at.id,
		kind,
		refused: value.refusal ? (1 as const) : (0 as const),
		updatedAtMs,
		...(await sealed(disk, recordPlace(at), value)),
	});
	const records = (changes.records ?? []).map(async (change) => ({
		...change,
		sealed: change.content
			? await sealRow(change, kindOfDraft(change.content), change.content, change.content.updatedAtMs)
			: null,
	}));
	const claims = (changes.claims ?? []).map(async (change) => ({
		...change,
		sealed: change.content
			? await sealRow(change, 'claim', change.content, change.content.updatedAtMs)
			: null,
	}));
	const views = (changes.views ?? []).map(async (change) => ({
		...change,
		sealed: change.view ? await sealRow(change, change.kind, change.view, clock.nowMs()) : null,
	}));
	const replace = (changes.outbox?.replace ?? []).map(async ({ n, owner, mutation }) => ({
		n,
		row: await sealOutbox(disk, owner, mutation),
	}));
	const add = (changes.outbox?.add ?? []).map(({ owner, mutation }) => sealOutbox(disk, owner, mutation));
	// Together: when the storage fails, each of them may reject, and none may be left alone with that.
	const made = await Promise.all([
		Promise.all(records),
		Promise.all(claims),
		Promise.all(views),
		Promise.all(replace),
		Promise.all(add),
	]);
	return { records: [...made[0], ...made[1]], views: made[2], replace: made[3], add: made[4] };
}

type SealedChanges = Awaited<ReturnType<typeof sealAll>>;

async function writeAll(disk: Disk, changes: Changes, sealed: SealedChanges, now: RawRows) {
	const { db } = disk;
	const rows = new Map(
		now.rows.flatMap((row): [string, number][] => (row ? [[`${row.owner} ${row.id}`, row.revision]] : [])),
	);
	const all = [...sealed.records, ...sealed.views.map((view) => ({ ...view, removed: false }))];
	const put = all.flatMap(({ owner, id, sealed: row, removed }): RecordRow[] =>
		row ? [{ ...row, revision: (rows.get(`${owner} ${id}`) ?? 0) + 1, removed: removed ? 1 : 0 }] : [],
	);
	const gone = all.flatMap(({ owner, id, sealed: row }): [OwnerId, string][] => (row ? [] : [[owner, id]]));
	if (put.length > 0) await db.record.bulkPut(put);
	if (gone.length > 0) await db.record.bulkDelete(gone);
	if (changes.aside) await keepAside(disk, changes.aside, now);
	const { drop = [], settle } = changes.outbox ?? {};
	if (settle) await settle(now.entries.flat());
	else if (drop.length > 0) await db.outbox.bulkDelete(drop);
	const replaced = sealed.replace.map(({ n, row }) => ({ ...row, n }));
	if (replaced.length > 0) await db.outbox.bulkPut(replaced);
	if (sealed.add.length > 0) await db.outbox.bulkAdd(sealed.add);
	for (const { owner, hash } of changes.sendAgain ?? []) {
		await db.document.update([owner, hash], { state: 'waiting', sentBytes: 0 });
	}
	await changeStubs(db, stubChanges(changes));
	await changes.also?.();
}

/** Reads and opens the targets and their entries for a change that is sure to come. */
export const openAhead = readAndOpen;

const isOf = (read: Read | null, targets: Target[]) =>
	read?.targets.length === targets.length &&
	read.targets.every(({ owner, id }, i) => owner === targets[i]!.owner && id === targets[i]!.id);

/**
 * Reads the targets, lets `decide` say what changes, and writes all of it in one transaction or nothing. `decide`
 * may run several times and must be pure. Returns what it decided. Entries that do not open are set aside first, but
 * where `mends` says that this is what is being done. `ahead`: what was read for it before, if it is of the same targets;
 * it is held against the disk as any other reading.
 */
export async function changeRecords<T extends Changes>(
	disk: Disk,
	targets: Target[],
	decide: (records: OpenedRecord[]) => T | Promise<T>,
	{ mends = false, ahead = null }: { mends?: boolean; ahead?: Read | null } = {},
): Promise<T> {
	const { db } = disk;
	for (let tries = 0; tries < maxTries; tries++) {
		const read = tries === 0 && isOf(ahead, targets) ? ahead! : await readAndOpen(disk, targets);
		const spoiled = mends ? [] : read.opened.filter((record) => record.spoiled?.entries.length);
		if (spoiled.length > 0) {
			await disk.mend.entries(spoiled);
			continue;
		}
		const changes = await decide(read.opened);
		const sealed = await sealAll(disk, changes);
		const tables: Table[] = [db.record, db.outbox, db.syncState];
		if (changes.aside) tables.push(db.meta);
		if (changes.outbox?.settle) tables.push(db.acknowledged);
		if (changes.sendAgain && changes.sendAgain.length > 0) tables.push(db.document);
		if (stubChanges(changes).length > 0) tables.push(db.stub, db.sealedDraft);
		const isWritten = await db.transaction('rw', tables, async () => {
			const now = await readRaw(disk, targets);
			if (printOf(now.rows, now.entries) !== read.print) return false;
			await writeAll(disk, changes, sealed, now);
			return true;
		});
		if (isWritten) return changes;
	}
	throw new Error('a record changed under every try to write it');
}
