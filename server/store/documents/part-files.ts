/**
 * Half-uploaded files on this machine's disk: `account/hash-length`. What was appended is in the operating
 * system's hands at once and survives the process; a power cut may take the last of it, and then either the file
 * is shorter, and the uploader is told so, or its bytes are wrong, and the hash shows it at the end.
 */
import { mkdir, open, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import type { PartFilesPort, PartKey, PartWriter } from '#server/usecase/document/ports.ts';

interface Turn {
	stop: AbortController;
	done: Promise<void>;
}

const partPattern = /^[0-9a-f]{64}-(\d{1,9})$/;

export function createPartFiles(folder: string): PartFilesPort {
	const turnByFile = new Map<string, Turn>();
	const folderOf = (ownerAccountId: string) => path.join(folder, ownerAccountId);
	const fileOf = ({ ownerAccountId, hash, length }: PartKey) =>
		path.join(folderOf(ownerAccountId), `${hash}-${length}`);
	return {
		size: (key) => sizeOf(fileOf(key)),
		async take(key) {
			const file = fileOf(key);
			const before = turnByFile.get(file);
			let end = () => {};
			const turn: Turn = {
				stop: new AbortController(),
				done: new Promise((resolve) => {
					end = resolve;
				}),
			};
			turnByFile.set(file, turn);
			before?.stop.abort();
			await before?.done;
			const release = async () => {
				if (turnByFile.get(file) === turn) turnByFile.delete(file);
				end();
			};
			return writer(file, turn.stop.signal, release);
		},
		async bytesOf(ownerAccountId) {
			const files = (await readdir(folderOf(ownerAccountId)).catch(absent)) ?? [];
			return files.reduce((sum, file) => sum + Number(partPattern.exec(file)?.[1] ?? 0), 0);
		},
		async removeOld(touchedBeforeMs) {
			let count = 0;
			for (const owner of (await readdir(folder).catch(absent)) ?? []) {
				for (const name of (await readdir(path.join(folder, owner)).catch(absent)) ?? []) {
					const file = path.join(folder, owner, name);
					const found = await stat(file).catch(absent);
					if (!found || found.mtimeMs >= touchedBeforeMs || turnByFile.has(file)) continue;
					await rm(file, { force: true });
					count += 1;
				}
			}
			return count;
		},
	};
}

function writer(file: string, stop: AbortSignal, release: () => Promise<void>): PartWriter {
	let handle: Awaited<ReturnType<typeof open>> | null = null;
	const close = async () => {
		await handle?.close();
		handle = null;
	};
	return {
		stop,
		size: () => sizeOf(file),
		async append(bytes) {
			if (!handle) {
				await mkdir(path.dirname(file), { recursive: true });
				handle = await open(file, 'a', 0o600);
			}
			const size = (await handle.stat()).size;
			try {
				await handle.appendFile(bytes);
			} catch (error) {
				// A full disk may have taken some: what counts is whole chunks.
				await truncate(file, size).catch(() => undefined);
				throw error;
			}
		},
		async readAll() {
			return new Uint8Array(await readFile(file));
		},
		async remove() {
			await close();
			await rm(file, { force: true });
		},
		async release() {
			await close();
			await release();
		},
	};
}

async function sizeOf(file: string): Promise<number> {
	return (await stat(file).catch(absent))?.size ?? 0;
}

/** Null for "no such file"; every other error goes on. */
function absent(error: unknown): null {
	const { code } = error as { code?: string };
	if (code === 'ENOENT' || code === 'ENOTDIR') return null;
	throw error;
}
