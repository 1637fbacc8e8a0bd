import type { Disk } from './disk.ts';
import { recordPlace } from './record-change.ts';
import type { RecordRow } from './schema.ts';
import { unsealText } from './seal.ts';
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

	/** A copy of what the row holds. RefusalError `device.key-missing` when its owner is closed on this phone. */
	async open<T>(row: RecordRow): Promise<T> {
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
