/**
 * Files on the phone, sealed in slices of 64 KiB: a resumed upload opens the slices that it sends, and no file is
 * ever whole in memory but while it is chosen or shown.
 */
import type { DocumentType } from '#shared/domain/document/document-type.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import type { ClaimDraft } from './claim-draft.ts';
import type { DocumentStore, LocalDocument } from './claim-types.ts';
import type { Disk } from './disk.ts';
import { sliceCount } from './document-rows.ts';
import { onDisk } from './failures.ts';
import { DeviceFeedbackDraft } from './feedback-draft.ts';
import { OpenedRows } from './opened-rows.ts';
import { isPaperRow } from './paper-rows.ts';
import type { PresentOwner } from './present-owner.ts';
import { recordsOfKind } from './records-of-kind.ts';
import type { DocumentRow, SliceRow } from './schema.ts';
import { openBytes, sealBytes } from './seal.ts';
import type { OwnerId } from './types.ts';
import { watchRows } from './watch.ts';

/** A file that was added and never came into a record: the page was closed between the two. */
const keepUnnamedMs = 86_400_000;

const slicePlace = (owner: OwnerId, hash: string, n: number) => ['slice', `${hash}.${n}`, owner] as const;

const missing = () => new RefusalError({ code: 'device.document-missing' });

/** Bytes `from` … `to` of a file. Rejects with RefusalError `device.document-missing` when a slice is gone or does not open. */
export async function readBytes(
	disk: Disk,
	row: DocumentRow,
	from: number,
	to: number,
): Promise<Uint8Array<ArrayBuffer>> {
	const { owner, hash } = row;
	const first = Math.floor(from / row.sliceBytes);
	const last = Math.ceil(to / row.sliceBytes);
	const numbers = Array.from({ length: last - first }, (_, i) => first + i);
	const slices = await disk.db.slice.bulkGet(
		numbers.map((n) => [owner, hash, n] as [OwnerId, string, number]),
	);
	const key = await disk.keys.keyOf(owner);
	const bytes = new Uint8Array(to - from);
	for (const [i, slice] of slices.entries()) {
		if (!slice) throw missing();
		const opened = await openBytes(key, slicePlace(owner, hash, slice.n), slice).catch(() => {
			throw missing();
		});
		const at = (first + i) * row.sliceBytes - from;
		bytes.set(opened.subarray(Math.max(0, -at), Math.min(opened.length, bytes.length - at)), Math.max(0, at));
	}
	return bytes;
}

/** Call before a transaction, as `sealBytes`. */
export async function sealSlices(
	{ keys, random }: Disk,
	row: DocumentRow,
	bytes: Uint8Array<ArrayBuffer>,
): Promise<SliceRow[]> {
	const { owner, hash, sliceBytes } = row;
	const key = await keys.keyOf(owner);
	const slices: SliceRow[] = [];
	for (let n = 0; n < sliceCount(row); n++) {
		const part = bytes.slice(n * sliceBytes, (n + 1) * sliceBytes);
		slices.push({ owner, hash, n, ...(await sealBytes(key, slicePlace(owner, hash, n), part, random)) });
	}
	return slices;
}

export class DeviceDocuments implements DocumentStore {
	readonly #disk: Disk;
	readonly #present: PresentOwner;

	constructor(disk: Disk, present: PresentOwner) {
		this.#disk = disk;
		this.#present = present;
	}

	async add(bytes: Uint8Array<ArrayBuffer>, type: DocumentType): Promise<string> {
		const { db, clock, sliceBytes } = this.#disk;
		const hash = await sha256Hex(bytes);
		await onDisk(db, async () => {
			const owner = await this.#present.owner();
			const row: DocumentRow = {
				owner,
				hash,
				type,
				size: bytes.byteLength,
				sliceBytes,
				state: 'waiting',
				code: null,
				sentBytes: 0,
				addedAtMs: clock.nowMs(),
			};
			const slices = await sealSlices(this.#disk, row, bytes);
			await db.transaction('rw', db.document, db.slice, async () => {
				const held = await db.document.get([owner, hash]);
				// What the server has stays known; bytes that were lost here are whole again.
				await db.document.put(
					held?.state === 'stored' ? { ...row, state: 'stored', sentBytes: row.size } : row,
				);
				await db.slice.bulkPut(slices);
			});
		});
		return hash;
	}

	read(hash: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: DocumentType }> {
		return onDisk(this.#disk.db, async () => {
			const row = await this.#disk.db.document.get([await this.#present.owner(), hash]);
			if (!row) throw missing();
			return { bytes: await readBytes(this.#disk, row, 0, row.size), type: row.type };
		});
	}

	async retry(hash?: string): Promise<void> {
		const { db } = this.#disk;
		await onDisk(db, async () => {
			const owner = await this.#present.owner();
			const refused = db.document
				.where('owner')
				.equals(owner)
				.filter((row) => row.state === 'refused' && (hash === undefined || row.hash === hash));
			await refused.modify({ state: 'waiting', code: null });
		});
	}

	watchList(onChange: (documents: LocalDocument[]) => void): () => void {
		const query = async () =>
			this.#disk.db.document
				.where('owner')
				.equals(await this.#present.owner())
				.toArray();
		const open = async (rows: DocumentRow[]) =>
			rows.map(({ hash, size, type, state, code, sentBytes }) => ({
				hash,
				size,
				type,
				state,
				code,
				sentBytes,
			}));
		return watchRows(query, open, onChange);
	}

	/** Removes files that no claim and no feedback names any more, or one of them without waiting for a day. How many. */
	async dropUnnamed(only?: string): Promise<number> {
		const { db, clock } = this.#disk;
		return onDisk(db, async () => {
			const owner = await this.#present.owner();
			const opened = new OpenedRows(this.#disk);
			const rows = await recordsOfKind(db, owner, 'claim');
			const claims = await opened.openAll<ClaimDraft>(rows);
			// Which files a claim names that does not open, nobody knows until the server has told it.
			if (claims.length < rows.length) return 0;
			const named = new Set(claims.flatMap(({ value }) => Object.values(value.documents).flat()));
			const written = await new DeviceFeedbackDraft(this.#disk, this.#present).read();
			for (const hash of written?.pictures ?? []) named.add(hash);
			const before = clock.nowMs() - keepUnnamedMs;
			const isOld = (row: DocumentRow) => (only ? row.hash === only : row.addedAtMs < before);
			const found = await db.document.where('owner').equals(owner).toArray();
			const gone = found.filter((row) => !isPaperRow(row) && !named.has(row.hash) && isOld(row));
			await db.transaction('rw', db.document, db.slice, async () => {
				for (const { hash } of gone) {
					await db.slice.where('[owner+hash]').equals([owner, hash]).delete();
					await db.document.delete([owner, hash]);
				}
			});
			return gone.length;
		});
	}
}
