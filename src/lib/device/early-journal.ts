/*
 * Where a first visit writes down its drafts while the code of the storage proper is still to come: one small
 * database of its own, a sealed row for each draft, under a key that cannot be taken out of the browser. The storage
 * proper takes the drafts over and deletes it. Plain IndexedDB, since it is on the way to the first field.
 */
import type { Random } from '#shared/std/clock.ts';
import type { DraftContent } from './draft.ts';
import type { HeardMoment } from './moment-memory.ts';
import type { Sealed } from './schema.ts';
import { seal, unlessSpoiled, unseal } from './seal.ts';

export const journalName = 'campuscover-early';
const keyName = 'key';
const momentName = 'server-moment';

export interface EarlyDraft {
	id: string;
	content: DraftContent;
}

const place = (id: string) => ['early', id, 'device'] as const;

function settled<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new DOMException('', 'UnknownError'));
	});
}

/** Resolves when it is on disk. */
function done(transaction: IDBTransaction): Promise<void> {
	return new Promise((resolve, reject) => {
		const fail = () => reject(transaction.error ?? new DOMException('', 'AbortError'));
		transaction.oncomplete = () => resolve();
		transaction.onerror = fail;
		transaction.onabort = fail;
	});
}

export class EarlyJournal {
	readonly #db: IDBDatabase;
	readonly #key: CryptoKey;
	readonly #random: Random;

	private constructor(db: IDBDatabase, key: CryptoKey, random: Random) {
		this.#db = db;
		this.#key = key;
		this.#random = random;
	}

	/** Rejects with the browser's own error where it gives no storage. */
	static async open(random: Random): Promise<EarlyJournal> {
		const opening = indexedDB.open(journalName, 1);
		opening.onupgradeneeded = () => {
			opening.result.createObjectStore('meta');
			opening.result.createObjectStore('draft', { keyPath: 'id' });
		};
		const db = await settled(opening);
		// Whoever deletes it must not wait for this page.
		db.onversionchange = () => db.close();
		const held = await settled(db.transaction('meta').objectStore('meta').get(keyName));
		if (held) return new EarlyJournal(db, held as CryptoKey, random);
		const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			'encrypt',
			'decrypt',
		]);
		const writing = db.transaction('meta', 'readwrite');
		writing.objectStore('meta').add(key, keyName);
		await done(writing);
		return new EarlyJournal(db, key, random);
	}

	/** On disk when it resolves. */
	async write({ id, content }: EarlyDraft): Promise<void> {
		const sealed = await seal(this.#key, place(id), content, this.#random);
		const writing = this.#db.transaction('draft', 'readwrite');
		writing.objectStore('draft').put({ id, ...sealed });
		await done(writing);
	}

	async read(): Promise<EarlyDraft[]> {
		const rows = await settled(this.#db.transaction('draft').objectStore('draft').getAll());
		const drafts = await Promise.all(
			(rows as (Sealed & { id: string })[]).map(async (row) => ({
				id: row.id,
				content: await unlessSpoiled(unseal<DraftContent>(this.#key, place(row.id), row)),
			})),
		);
		// One whose bits were lost holds up no other.
		return drafts.flatMap(({ id, content }) => (content ? [{ id, content }] : []));
	}

	/** The server's moment as last heard: nothing personal, in the open. */
	async writeMoment(moment: HeardMoment): Promise<void> {
		const writing = this.#db.transaction('meta', 'readwrite');
		writing.objectStore('meta').put(moment, momentName);
		await done(writing);
	}

	async readMoment(): Promise<HeardMoment | null> {
		const held = await settled(this.#db.transaction('meta').objectStore('meta').get(momentName));
		return (held as HeardMoment | undefined) ?? null;
	}

	/** Empties it, then deletes it; emptied is enough, should another page still have it open. */
	async remove(): Promise<void> {
		const clearing = this.#db.transaction('draft', 'readwrite');
		clearing.objectStore('draft').clear();
		await done(clearing);
		this.close();
		indexedDB.deleteDatabase(journalName);
	}

	close(): void {
		this.#db.close();
	}
}
