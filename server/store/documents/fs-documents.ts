/**
 * Stored files on this machine's disk: `ab/abcd….id`, the folder by the hash's first two digits. A file is written
 * under another name, brought to the disk (fsync), renamed, and its folder brought to the disk: after a power cut
 * it is there whole or not at all.
 */
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { assert } from '#shared/std/assert.ts';
import type { DocumentFilesPort } from '#server/usecase/document/ports.ts';

const placePattern = /^[0-9a-f]{64}\.[0-9a-f-]{36}$/;
const newEnding = '.new';

/** `folder` is made when it is not there. */
export function createFsDocuments(folder: string): DocumentFilesPort {
	const pathOf = (place: string) => {
		assert(placePattern.test(place), 'a place is a hash and an id');
		return path.join(folder, place.slice(0, 2), place);
	};
	return {
		async put(place, bytes) {
			const file = pathOf(place);
			const parent = path.dirname(file);
			await mkdir(parent, { recursive: true });
			await writeDurably(file + newEnding, bytes);
			await rename(file + newEnding, file);
			await syncFolder(parent);
			// The two-digit folder itself may be new.
			await syncFolder(folder);
		},
		async read(place) {
			const handle = await open(pathOf(place)).catch(absent);
			if (!handle) return null;
			const stream = createReadStream('', { fd: handle, autoClose: true });
			return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
		},
		async remove(place) {
			await rm(pathOf(place), { force: true });
		},
		async *list() {
			for (const name of (await readdir(folder).catch(absent)) ?? []) {
				const parent = path.join(folder, name);
				const files = (await readdir(parent).catch(absent)) ?? [];
				const found = await Promise.all(files.map((file) => dated(parent, file)));
				yield found.flatMap((one) => (one ? [one] : []));
			}
		},
	};
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
	const handle = await open(file, 'w', 0o600);
	try {
		await handle.writeFile(bytes);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** A file that was never renamed lies under its place's name as well: nobody names it, so it is collected. */
async function dated(parent: string, file: string): Promise<{ place: string; atMs: number } | null> {
	const place = file.endsWith(newEnding) ? file.slice(0, -newEnding.length) : file;
	if (!placePattern.test(place)) return null;
	const found = await stat(path.join(parent, file)).catch(absent);
	return found && { place, atMs: found.mtimeMs };
}

/** Null for "no such file"; every other error goes on. */
function absent(error: unknown): null {
	const { code } = error as { code?: string };
	if (code === 'ENOENT' || code === 'ENOTDIR') return null;
	throw error;
}
