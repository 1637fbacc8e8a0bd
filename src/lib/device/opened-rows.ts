import type { Disk } from './disk.ts';
import { recordPlace } from './record-change.ts';
import type { RecordRow } from './schema.ts';
import { unlessSpoiled, unsealText } from './seal.ts';
import type { OwnerId } from './types.ts';

/** Opens rows, remembering what it opened, so that a list of thousands is opened once and not at every change. */
export class OpenedRows {
	readonly #disk: Disk;
	/** As text, of which each reader gets a copy of its own: parsing one is the quickest way to make it. */
	readonly #opened = new Map<string, { print: string; text: string }>();
	#owner: OwnerId | null = null;

	constructor(disk: Disk) {
		this.#disk = disk;
	}

	/** What the rows hold, in their order. One that does not open is left out, and looked after. */
	async openAll<T>(rows: RecordRow[]): Promise<{ row: RecordRow; value: T }[]> {
		const opened = await Promise.all(rows.map((row) => unlessSpoiled(this.#open<T>(row))));
		const spoiled = rows.filter((_, i) => opened[i] === null);
		// Whoever lists has nobody to tell: what fails here is tried again by the next list.
		if (spoiled.length > 0) void this.#disk.mend.records(spoiled).catch(() => undefined);
		return rows.flatMap((row, i) => (opened[i] === null ? [] : [{ row, value: opened[i]! }]));
	}

	/** A copy of what the row holds. RefusalError `device.key-missing` when its owner is closed on this phone. */
	async #open<T>(row: RecordRow): Promise<T> {
		const print = `${row.owner} ${row.revision} ${new Uint8Array(row.iv).join()}`;
		const held = this.#opened.get(row.id);
		if (held?.print === print) return JSON.parse(held.text) as T;
		const key = await this.#disk.keys.keyOf(row.owner);
		const text = await unsealText(key, recordPlace(row), row);
		this.#opened.set(row.id, { print, text });
		return JSON.parse(text) as T;
	}

	/** Nothing of one person is kept in memory when another comes. */
	keepOnly(owner: OwnerId): void {
		if (owner !== this.#owner) this.#opened.clear();
		this.#owner = owner;
	}
}
