/** The feedback that the present owner is writing, sealed; one at a time, until it was sent or thrown away. */
import type { Disk } from './disk.ts';
import { onDisk } from './failures.ts';
import type { PresentOwner } from './present-owner.ts';
import type { Sealed } from './schema.ts';
import { seal, unseal } from './seal.ts';
import type { OwnerId } from './types.ts';

const nameOf = (owner: OwnerId) => `feedback-draft.${owner}`;
const placeOf = (owner: OwnerId) => ['meta', 'feedback-draft', owner] as const;

export interface FeedbackDraft {
	/** Under which it is sent: a repeat is the same. */
	id: string;
	category: string;
	office: string;
	recordId: string | null;
	words: string;
	/** SHA-256 of each; their bytes lie among the documents. */
	pictures: string[];
}

/** Each call rejects with RefusalError `device.storage-lost`, `keep` with `device.storage-full` too. */
export class DeviceFeedbackDraft {
	readonly #disk: Disk;
	readonly #present: PresentOwner;

	constructor(disk: Disk, present: PresentOwner) {
		this.#disk = disk;
		this.#present = present;
	}

	/** Null where there is none, or it does not open. */
	read(): Promise<FeedbackDraft | null> {
		return onDisk(this.#disk.db, async () => {
			const owner = await this.#present.owner();
			const row = await this.#disk.db.meta.get(nameOf(owner));
			if (!row) return null;
			const key = await this.#disk.keys.keyOf(owner);
			const draft = await unseal<FeedbackDraft>(key, placeOf(owner), row.value as Sealed).catch(() => null);
			// One of an older version has none.
			return draft && { ...draft, pictures: draft.pictures ?? [] };
		});
	}

	/** On disk when this resolves. */
	keep(draft: FeedbackDraft): Promise<void> {
		return onDisk(this.#disk.db, async () => {
			const owner = await this.#present.owner();
			const key = await this.#disk.keys.keyOf(owner);
			const value = await seal(key, placeOf(owner), draft, this.#disk.random);
			await this.#disk.db.meta.put({ name: nameOf(owner), value });
		});
	}

	drop(): Promise<void> {
		return onDisk(this.#disk.db, async () => {
			await this.#disk.db.meta.delete(nameOf(await this.#present.owner()));
		});
	}
}
