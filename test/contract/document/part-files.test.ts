/** Half-uploaded files: what a disk promises, and the simulation's disk in memory as well. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createPartFiles } from '#server/store/documents/part-files.ts';
import type { PartFilesPort, PartKey } from '#server/usecase/document/ports.ts';
import { MemoryFiles } from '../../sim/house/memory-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'campuscover-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inMemory = new MemoryFiles(Date.now);
/** Each call opens it anew, as a server that was started again does. */
const places: { name: string; open(): PartFilesPort }[] = [
	{ name: 'a disk', open: () => createPartFiles(folder) },
	{ name: 'the disk in memory', open: () => inMemory.partFiles() },
];

let owners = 0;
const aKey = (part: Partial<PartKey> = {}): PartKey => ({
	ownerAccountId: `owner-${++owners}`,
	hash: 'a'.repeat(64),
	length: 10,
	...part,
});
const bytes = (...values: number[]) => Uint8Array.from(values);

describe.each(places)('half-uploaded files on $name', ({ open }) => {
	async function append(parts: PartFilesPort, key: PartKey, ...values: number[]): Promise<void> {
		const part = await parts.take(key);
		await part.append(bytes(...values));
		await part.release();
	}

	it('nobody began it: no bytes', async () => {
		expect(await open().size(aKey())).toBe(0);
	});

	it('what was appended is there, in order, also for a server that was started anew', async () => {
		const key = aKey();
		await append(open(), key, 1, 2);
		await append(open(), key, 3);
		const part = await open().take(key);
		expect(await part.size()).toBe(3);
		expect(await part.readAll()).toEqual(bytes(1, 2, 3));
		await part.release();
	});

	it('another owner, and another length, is another file', async () => {
		const parts = open();
		const key = aKey();
		await append(parts, key, 1, 2);
		expect(await parts.size(aKey())).toBe(0);
		expect(await parts.size({ ...key, length: 11 })).toBe(0);
	});

	it('whoever holds it is asked to stop, and waited for', async () => {
		const parts = open();
		const key = aKey();
		const first = await parts.take(key);
		await first.append(bytes(1));
		let isIn = false;
		const second = parts.take(key).then((part) => ((isIn = true), part));
		await expect.poll(() => first.stop.aborted).toBe(true);
		await first.append(bytes(2));
		expect(isIn).toBe(false);
		await first.release();
		const part = await second;
		expect(await part.size()).toBe(2);
		expect(part.stop.aborted).toBe(false);
		await part.release();
	});

	it('counts the whole lengths of what an account has begun', async () => {
		const parts = open();
		const key = aKey();
		await append(parts, key, 1);
		await append(parts, { ...key, hash: 'b'.repeat(64), length: 7 }, 1);
		expect(await parts.bytesOf(key.ownerAccountId)).toBe(17);
		expect(await parts.bytesOf('nobody')).toBe(0);
	});

	it('what is removed is gone, and may be begun anew', async () => {
		const parts = open();
		const key = aKey();
		await append(parts, key, 1, 2);
		const part = await parts.take(key);
		await part.remove();
		await part.append(bytes(9));
		expect(await part.readAll()).toEqual(bytes(9));
		await part.release();
	});

	it('the old go, those that somebody holds stay', async () => {
		const parts = open();
		const [old, held] = [aKey(), aKey()];
		await append(parts, old, 1);
		const part = await parts.take(held);
		await part.append(bytes(1));
		expect(await parts.removeOld(Date.now() - 60_000)).toBe(0);
		expect(await parts.removeOld(Date.now() + 60_000)).toBeGreaterThanOrEqual(1);
		expect(await parts.size(old)).toBe(0);
		expect(await parts.size(held)).toBe(1);
		await part.release();
	});
});
