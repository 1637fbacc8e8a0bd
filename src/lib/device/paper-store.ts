/**
 * Papers of the present owner (回单, 承诺书, 告知书, who looked at their records, what they sent) as they came from the server: among the files, sealed in slices,
 * never uploaded. Bounded: the oldest go first. They open as everything else of their owner does, and not after signing out.
 */
import type { Disk } from './disk.ts';
import { readBytes, sealSlices } from './document-store.ts';
import { onDisk } from './failures.ts';
import { isPaperRow, paperPrefix } from './paper-rows.ts';
import type { PresentOwner } from './present-owner.ts';
import type { DocumentRow } from './schema.ts';
import type { OwnerId } from './types.ts';

const maxPapers = 20;
const maxBytes = 8_000_000;
/** Far above what a paper takes: what is larger is shown and not kept. */
const maxPaperBytes = 2_000_000;

/** Which paper: its kind, the record that it is of, and what tells an older one of that record from the newest. */
export interface PaperName {
	kind: 'receipt' | 'letter' | 'decision' | 'looks' | 'feedback';
	id: string;
	mark: string;
}

const ofRecord = ({ kind, id }: PaperName) => `${paperPrefix}${kind}.${id}.`;
const placeOf = (name: PaperName) => `${ofRecord(name)}${name.mark}`;

export class DevicePapers {
	readonly #disk: Disk;
	readonly #present: PresentOwner;

	constructor(disk: Disk, present: PresentOwner) {
		this.#disk = disk;
		this.#present = present;
	}

	/** Null where it is not here, or not whole. Rejects with RefusalError `device.storage-lost`. */
	read(name: PaperName): Promise<Uint8Array<ArrayBuffer> | null> {
		return onDisk(this.#disk.db, async () => {
			const row = await this.#disk.db.document.get([await this.#present.owner(), placeOf(name)]);
			return row ? readBytes(this.#disk, row, 0, row.size).catch(() => null) : null;
		});
	}

	/**
	 * On disk, in the place of older ones of the same record. False: too large to be kept.
	 * Rejects with RefusalError `device.storage-full`, `device.storage-lost`.
	 */
	keep(name: PaperName, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
		if (bytes.byteLength > maxPaperBytes) return Promise.resolve(false);
		const { db, clock, sliceBytes } = this.#disk;
		return onDisk(db, async () => {
			const owner = await this.#present.owner();
			const hash = placeOf(name);
			const row: DocumentRow = {
				owner,
				hash,
				type: 'application/pdf',
				size: bytes.byteLength,
				sliceBytes,
				state: 'stored',
				code: null,
				sentBytes: bytes.byteLength,
				addedAtMs: clock.nowMs(),
			};
			const slices = await sealSlices(this.#disk, row, bytes);
			await db.transaction('rw', db.document, db.slice, async () => {
				const held = (await db.document.where('owner').equals(owner).toArray()).filter(isPaperRow);
				for (const old of tooMany(held, row, ofRecord(name))) await this.#remove(owner, old.hash);
				await db.document.put(row);
				await db.slice.bulkPut(slices);
			});
			return true;
		});
	}

	async #remove(owner: OwnerId, hash: string): Promise<void> {
		const { db } = this.#disk;
		await db.slice.where('[owner+hash]').equals([owner, hash]).delete();
		await db.document.delete([owner, hash]);
	}
}

/** Those that make room for a new one: older ones of its record, then the oldest. */
function tooMany(held: DocumentRow[], coming: DocumentRow, ofSameRecord: string): DocumentRow[] {
	const gone = held.filter(({ hash }) => hash.startsWith(ofSameRecord));
	const rest = held.filter((row) => !gone.includes(row)).sort((a, b) => b.addedAtMs - a.addedAtMs);
	let bytes = coming.size;
	const kept = rest.filter(({ size }, i) => (bytes += size) <= maxBytes && i < maxPapers - 1);
	return [...gone, ...rest.filter((row) => !kept.includes(row))];
}
