/** Files that other apps shared and nobody has used yet, on their way into a rescue file and out of it. */
import { sha256Hex } from '#shared/std/hash.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Disk } from '../disk.ts';
import { openReceived, sealReceived } from '../received-store.ts';
import type { ReceivedRow } from '../schema.ts';
import type { OwnerId } from '../types.ts';
import type { RescuedReceived } from './rescue-content.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Without their bytes in memory: each row holds its whole file. */
export async function countReceived(
	{ db }: Disk,
	owners: OwnerId[],
): Promise<{ received: number; bytes: number }> {
	const found = { received: 0, bytes: 0 };
	await db.received
		.where('owner')
		.anyOf(owners)
		.each(({ sizeBytes }) => {
			found.received += 1;
			found.bytes += sizeBytes;
		});
	return found;
}

/** One after the other, as `received` says them; those that do not open are left out. */
export async function receivedOf(disk: Disk, owners: OwnerId[]): Promise<RescuedReceived[]> {
	const places = await disk.db.received.where('owner').anyOf(owners).primaryKeys();
	const found: RescuedReceived[] = [];
	for (const place of places) {
		const row = await disk.db.received.get(place);
		const file = row && (await opened(disk, row));
		if (!row || !file) continue;
		const { owner, id, type, receivedAtMs } = row;
		found.push({
			...{ id, type, receivedAtMs },
			isUnclaimed: owner === 'device',
			name: file.name.slice(0, 200),
			size: file.bytes.length,
			hash: await sha256Hex(file.bytes),
		});
	}
	return found;
}

async function opened(disk: Disk, row: ReceivedRow) {
	try {
		return await openReceived(disk, row);
	} catch (error) {
		if (error instanceof RefusalError && error.refusal.code === 'device.document-missing') return null;
		throw error;
	}
}

/** Rejects with RefusalError `request.not-found` where it was used or thrown away meanwhile: the file is made anew then. */
export async function receivedBytes(
	disk: Disk,
	owner: OwnerId,
	{ id, isUnclaimed }: RescuedReceived,
): Promise<Bytes> {
	const row = await disk.db.received.get([isUnclaimed ? 'device' : owner, id]);
	if (!row) throw new RefusalError({ code: 'request.not-found' });
	return (await openReceived(disk, row)).bytes;
}

/** What is here already, under whomever, or was taken from a file before, is not taken again. Where those that are new lie. */
export async function addReceived(
	disk: Disk,
	owner: OwnerId,
	files: AsyncIterable<RescuedReceived & { bytes: Bytes }>,
	wasTaken: ReadonlySet<string>,
): Promise<[OwnerId, string][]> {
	const { db } = disk;
	const added: [OwnerId, string][] = [];
	try {
		for await (const { id, isUnclaimed, name, type, bytes, receivedAtMs } of files) {
			const places: [OwnerId, string][] = [
				['device', id],
				[owner, id],
			];
			const held = await db.received.bulkGet(places);
			if (wasTaken.has(id) || held.some((row) => row !== undefined)) continue;
			const at = isUnclaimed ? 'device' : owner;
			await db.received.add(await sealReceived(disk, { owner: at, id, name, type, bytes, receivedAtMs }));
			added.push([at, id]);
		}
	} catch (error) {
		await db.received.bulkDelete(added);
		throw error;
	}
	return added;
}
