/** The pages of a drive's lines on the disk: read, changed with what they speak of, made anew. `drive-lines.ts` says what they are. */
import { RefusalError } from '#shared/errors/refusal.ts';
import { bytesToHex } from '#shared/std/bytes.ts';
import type { Disk } from '../disk.ts';
import { onDisk } from '../failures.ts';
import { pagesOf } from '../drive-rows.ts';
import type { DriveDraftRow, DrivePageRow, StubRow } from '../schema.ts';
import { seal, unlessSpoiled, unseal, type Place } from '../seal.ts';
import type { VaultKeys } from '../vault/vault-store.ts';
import type { DriveDraftContent, StubContent } from './drive-draft.ts';
import { draftPlace, stubPlace } from './drive-places.ts';
import {
	countsOf,
	formLine,
	inPages,
	linesAPage,
	lostForm,
	sealedLine,
	type DriveLine,
} from './drive-lines.ts';

interface At {
	owner: string;
	driveId: string;
}

/** What the disk has of a drive at one moment. */
export interface PagesFound {
	pages: DrivePageRow[];
	forms: number;
	sealed: number;
}

const place = ({
	owner,
	driveId,
	n,
	revision,
}: Pick<DrivePageRow, 'owner' | 'driveId' | 'n' | 'revision'>): Place => [
	'drivePage',
	`${driveId}/${n}/${revision}`,
	owner,
];

/** Somebody may write meanwhile; not for ever. */
const maxTries = 4;

export class DrivePages {
	readonly #disk: Disk;
	/** By the page's iv: what was opened once. */
	readonly #opened = new Map<string, DriveLine[]>();

	constructor(disk: Disk) {
		this.#disk = disk;
	}

	/** Keys have left the memory: so does this. */
	forget(): void {
		this.#opened.clear();
	}

	/**
	 * Only reads: a live query may ask it. Call it in a transaction, so that what it finds is of one moment: between a student's row
	 * and its line nobody looks.
	 */
	async find({ owner, driveId }: At): Promise<PagesFound> {
		const { db } = this.#disk;
		const [pages, forms, sealed] = await Promise.all([
			pagesOf(db.drivePage, owner, driveId).toArray(),
			db.driveDraft.where('[owner+driveId]').equals([owner, driveId]).count(),
			db.stub.where('[owner+driveId]').equals([owner, driveId]).count(),
		]);
		return { pages, forms, sealed };
	}

	/** Every line of the drive. What the pages do not tell rightly is made anew, and kept. */
	async lines(keys: VaultKeys, driveId: string, found: PagesFound): Promise<DriveLine[]> {
		const opened = await this.#openAll(keys, found.pages);
		const lines = opened?.flat();
		if (lines && isWhole(lines, found)) return lines;
		return this.#makeAnew(keys, { owner: keys.owner, driveId });
	}

	/**
	 * Prepares that `line` stands for the student, or nothing does; what it returns must be called in the transaction that
	 * writes the student's own row, with `drivePage` in it.
	 */
	async change(
		keys: VaultKeys,
		driveId: string,
		id: string,
		line: DriveLine | null,
	): Promise<() => Promise<void>> {
		const at = { owner: keys.owner, driveId };
		const rows = await pagesOf(this.#disk.db.drivePage, at.owner, driveId).toArray();
		const opened = await this.#openAll(keys, rows);
		if (!opened) return () => this.#drop(at);
		const held = opened.findIndex((lines) => lines.some((other) => other.id === id));
		const last = rows.length - 1;
		const isRoom = last >= 0 && opened[last]!.length < linesAPage;
		const index = held >= 0 ? held : isRoom ? last : rows.length;
		const before = rows[index];
		const lines = withLine(opened[index] ?? [], id, line);
		const n = before?.n ?? (rows[last]?.n ?? -1) + 1;
		const row = await this.#seal(keys, { ...at, n, revision: (before?.revision ?? 0) + 1 }, lines);
		return async () => {
			const now = await this.#disk.db.drivePage.get([at.owner, driveId, n]);
			// Another tab was quicker: who reads next makes the pages anew.
			if (now?.revision !== before?.revision) await this.#drop(at);
			else await this.#disk.db.drivePage.put(row);
		};
	}

	async #drop({ owner, driveId }: At): Promise<void> {
		await pagesOf(this.#disk.db.drivePage, owner, driveId).delete();
	}

	/** Null: one of them does not open, or is not what it says. */
	async #openAll(keys: VaultKeys, rows: DrivePageRow[]): Promise<DriveLine[][] | null> {
		const opened = await Promise.all(rows.map((row) => this.#open(keys, row)));
		return opened.every((lines) => lines !== null) ? opened : null;
	}

	async #open(keys: VaultKeys, row: DrivePageRow): Promise<DriveLine[] | null> {
		const name = bytesToHex(new Uint8Array(row.iv));
		const held = this.#opened.get(name);
		if (held) return held;
		const lines = await unlessSpoiled(unseal<DriveLine[]>(keys.data, place(row), row));
		if (lines) this.#opened.set(name, lines);
		return lines;
	}

	async #seal(
		keys: VaultKeys,
		at: Pick<DrivePageRow, 'owner' | 'driveId' | 'n' | 'revision'>,
		lines: DriveLine[],
	): Promise<DrivePageRow> {
		return { ...at, ...countsOf(lines), ...(await seal(keys.data, place(at), lines, this.#disk.random)) };
	}

	async #makeAnew(keys: VaultKeys, at: At): Promise<DriveLine[]> {
		for (let tries = 1; ; tries++) {
			const rows = await this.#readRows(at);
			const lines = await linesOf(keys, rows);
			const first = { ...at, revision: 1 };
			const pages = await Promise.all(
				inPages(lines).map((page, n) => this.#seal(keys, { ...first, n }, page)),
			);
			if (tries === maxTries || (await this.#replace(at, rows, pages))) return lines;
		}
	}

	/** False: somebody wrote meanwhile, and these pages would tell of before. */
	async #replace(at: At, read: Rows, pages: DrivePageRow[]): Promise<boolean> {
		const { db } = this.#disk;
		const write = () =>
			db.transaction('rw', db.drivePage, db.driveDraft, db.stub, async () => {
				if (printOf(await this.#readRows(at)) !== printOf(read)) return false;
				await this.#drop(at);
				await db.drivePage.bulkAdd(pages);
				return true;
			});
		try {
			return await onDisk(db, write);
		} catch (error) {
			// A full disk keeps nobody from looking.
			if (error instanceof RefusalError && error.refusal.code === 'device.storage-full') return true;
			throw error;
		}
	}

	async #readRows({ owner, driveId }: At): Promise<Rows> {
		const { driveDraft, stub } = this.#disk.db;
		const [drafts, stubs] = await Promise.all([
			driveDraft.where('[owner+driveId]').equals([owner, driveId]).toArray(),
			stub.where('[owner+driveId]').equals([owner, driveId]).toArray(),
		]);
		return { drafts, stubs };
	}
}

interface Rows {
	drafts: DriveDraftRow[];
	stubs: StubRow[];
}

const printOf = ({ drafts, stubs }: Rows) =>
	JSON.stringify([drafts.map(({ id, revision }) => [id, revision]), stubs.map(({ id }) => id)]);

async function linesOf({ data }: VaultKeys, { drafts, stubs }: Rows): Promise<DriveLine[]> {
	const forms = drafts.map(async (row) => {
		const content = await unlessSpoiled(unseal<DriveDraftContent>(data, draftPlace(row), row));
		return content ? formLine(row.id, content) : lostForm(row.id);
	});
	// A stub that lost bits still counts.
	const sealed = stubs.map(async (row) => {
		const content = await unlessSpoiled(unseal<StubContent>(data, stubPlace(row), row));
		return sealedLine(row.id, content ?? { initial: '', college: '' }, row.sealedAtMs);
	});
	const lines: DriveLine[] = await Promise.all([...forms, ...sealed]);
	return lines.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isWhole(lines: DriveLine[], found: PagesFound): boolean {
	const { forms, sealed } = countsOf(lines);
	return forms === found.forms && sealed === found.sealed;
}

function withLine(lines: DriveLine[], id: string, line: DriveLine | null): DriveLine[] {
	if (!line) return lines.filter((other) => other.id !== id);
	if (!lines.some((other) => other.id === id)) return [...lines, line];
	return lines.map((other) => (other.id === id ? line : other));
}
