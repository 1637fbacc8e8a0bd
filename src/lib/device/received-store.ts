/*
 * Files that another app shared with this one, until they are put into a claim or thrown away. Sealed like everything
 * else; not uploaded: the person has not said yet what they are for.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import type { DocumentType } from '#shared/domain/document/document-type.ts';
import { newId } from '#shared/std/id.ts';
import { utf8 } from '#shared/std/bytes.ts';
import type { Disk } from './disk.ts';
import { onDisk } from './failures.ts';
import type { PresentOwner } from './present-owner.ts';
import type { ReceivedRow } from './schema.ts';
import { openBytes, sealBytes, unlessSpoiled } from './seal.ts';
import type { OwnerId } from './types.ts';
import { watchRows } from './watch.ts';

/** One received file, without its bytes. */
export interface ReceivedFile {
	id: string;
	/** As the other app called it. */
	name: string;
	type: DocumentType;
	sizeBytes: number;
	receivedAtMs: number;
}

/**
 * Files of whoever is at the phone, with those that came while nobody was signed in: anybody who has the phone could
 * open these anyhow, by signing out. Rejects with RefusalError
 * `device.storage-full`, `device.storage-lost`.
 */
export interface ReceivedStore {
	/** On disk, whole, when this resolves; nothing of it when it rejects. */
	add(file: { name: string; type: DocumentType; bytes: Uint8Array<ArrayBuffer> }): Promise<void>;
	/** Rejects with `request.not-found` when it is not there (any more), with `device.document-missing` when it does not open. */
	read(id: string): Promise<Uint8Array<ArrayBuffer>>;
	remove(id: string): Promise<void>;
	/** Newest first. Calls at once and after every change, in any tab. Returns how to stop. */
	watchList(onChange: (files: ReceivedFile[]) => void): () => void;
}

const bytesPlace = (owner: OwnerId, id: string) => ['received', id, owner] as const;
const namePlace = (owner: OwnerId, id: string) => ['received-name', id, owner] as const;

/** A row that holds the file whole, and says nothing of it in the open but its type, size and time. */
export async function sealReceived(
	{ keys, random }: Disk,
	file: Pick<ReceivedRow, 'owner' | 'id' | 'type' | 'receivedAtMs'> & {
		name: string;
		bytes: Uint8Array<ArrayBuffer>;
	},
): Promise<ReceivedRow> {
	const { owner, id, type, receivedAtMs, name, bytes } = file;
	const key = await keys.keyOf(owner);
	return {
		...{ owner, id, type, receivedAtMs },
		sizeBytes: bytes.byteLength,
		name: await sealBytes(key, namePlace(owner, id), utf8(name), random),
		...(await sealBytes(key, bytesPlace(owner, id), bytes, random)),
	};
}

/** Where the name alone lost bits, the file is here all the same. */
async function openName(
	{ keys }: Disk,
	{ owner, id, type, name }: Pick<ReceivedRow, 'owner' | 'id' | 'type' | 'name'>,
): Promise<string> {
	const opened = await unlessSpoiled(openBytes(await keys.keyOf(owner), namePlace(owner, id), name));
	return opened ? new TextDecoder().decode(opened) : (type.split('/')[1] ?? type);
}

/** Rejects with RefusalError `device.document-missing` when its bytes do not open. */
export async function openReceived(
	disk: Disk,
	row: ReceivedRow,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
	const key = await disk.keys.keyOf(row.owner);
	const bytes = await unlessSpoiled(openBytes(key, bytesPlace(row.owner, row.id), row));
	if (!bytes) throw new RefusalError({ code: 'device.document-missing' });
	return { name: await openName(disk, row), bytes };
}

export class DeviceReceived implements ReceivedStore {
	readonly #disk: Disk;
	readonly #present: PresentOwner;

	constructor(disk: Disk, present: PresentOwner) {
		this.#disk = disk;
		this.#present = present;
	}

	async add({ name, type, bytes }: Parameters<ReceivedStore['add']>[0]): Promise<void> {
		const { db, clock, random } = this.#disk;
		await onDisk(db, async () => {
			const owner = await this.#present.owner();
			const file = { owner, id: newId(clock, random), name, type, bytes, receivedAtMs: clock.nowMs() };
			await db.received.add(await sealReceived(this.#disk, file));
		});
	}

	read(id: string): Promise<Uint8Array<ArrayBuffer>> {
		return onDisk(this.#disk.db, async () => {
			const places = (await this.#owners()).map((owner) => [owner, id] as [OwnerId, string]);
			const row = (await this.#disk.db.received.bulkGet(places)).find((found) => found !== undefined);
			if (!row) throw new RefusalError({ code: 'request.not-found' });
			return (await openReceived(this.#disk, row)).bytes;
		});
	}

	async remove(id: string): Promise<void> {
		const { db } = this.#disk;
		await onDisk(db, async () => {
			const places = (await this.#owners()).map((owner) => [owner, id] as [OwnerId, string]);
			await db.received.bulkDelete(places);
		});
	}

	watchList(onChange: (files: ReceivedFile[]) => void): () => void {
		const query = async () =>
			this.#disk.db.received
				.where('owner')
				.anyOf(await this.#owners())
				.toArray();
		return watchRows(query, (rows) => this.#open(rows), onChange);
	}

	async #owners(): Promise<OwnerId[]> {
		return [...new Set([await this.#present.owner(), 'device'])];
	}

	async #open(rows: ReceivedRow[]): Promise<ReceivedFile[]> {
		const files = rows.map(async ({ owner, id, type, sizeBytes, receivedAtMs, name }) => {
			return {
				id,
				type,
				sizeBytes,
				receivedAtMs,
				name: await openName(this.#disk, { owner, id, type, name }),
			};
		});
		return (await Promise.all(files)).sort(
			(a, b) => b.receivedAtMs - a.receivedAtMs || (a.id < b.id ? 1 : -1),
		);
	}
}
