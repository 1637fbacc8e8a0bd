import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock, systemRandom } from '#shared/std/clock.ts';
import { newId } from '#shared/std/id.ts';
import { createS3Documents } from '#server/adapters/s3-documents.ts';
import { createFsDocuments } from '#server/store/documents/fs-documents.ts';
import type { DocumentFilesPort } from '#server/usecase/document/ports.ts';
import { refusalOf } from '../../support/flow-world.ts';
import { startS3, type S3UnderTest } from '../../support/s3/start.ts';
import { recordingLogger, startServerUnderTest } from '../../support/server-under-test.ts';
import { MemoryFiles } from '../../sim/house/memory-files.ts';
import { aPhoto, post, stateOf } from '../../support/uploading.ts';

interface Place {
	name: string;
	open(): DocumentFilesPort;
}

const folder = mkdtempSync(join(tmpdir(), 'campuscover-documents-'));
let s3: S3UnderTest;
beforeAll(async () => {
	s3 = await startS3();
});
afterAll(async () => {
	rmSync(folder, { recursive: true, force: true });
	await s3.stop();
});

const access = (accessKeyId = 'S3RVER') => ({
	url: s3.url,
	region: 'us-east-1',
	accessKeyId,
	secretAccessKey: 'S3RVER',
});

const inMemory = new MemoryFiles(Date.now);
const places: Place[] = [
	{ name: 'a disk', open: () => createFsDocuments(folder) },
	{ name: 'S3', open: () => createS3Documents(access(), recordingLogger().logger) },
	// The simulation's: what it does otherwise than a disk, the simulation would not see.
	{ name: 'the disk in memory', open: () => inMemory.documents() },
];

const placeOf = ({ hash }: { hash: string }) => `${hash}.${newId(systemClock, systemRandom)}`;

describe.each(places)('stored files on $name', ({ open }) => {
	const readAll = async (files: DocumentFilesPort, place: string) => {
		const bytes = await files.read(place);
		return bytes && new Uint8Array(await new Response(bytes).arrayBuffer());
	};
	const listed = async (files: DocumentFilesPort) => {
		const all: { place: string; atMs: number }[] = [];
		for await (const some of files.list()) all.push(...some);
		return all;
	};

	it('gives back the bytes that were put', async () => {
		const files = open();
		const file = await aPhoto(1_000_000);
		const place = placeOf(file);
		await files.put(place, file.bytes);
		expect(await readAll(files, place)).toEqual(file.bytes);
	});

	it('has nothing where nothing was put, and removing that is no error', async () => {
		const files = open();
		const place = placeOf(await aPhoto(10));
		expect(await files.read(place)).toBeNull();
		await files.remove(place);
	});

	it('what is removed is gone; a second copy of the same file stays', async () => {
		const files = open();
		const file = await aPhoto(10_000);
		const [first, second] = [placeOf(file), placeOf(file)];
		await files.put(first, file.bytes);
		await files.put(second, file.bytes);
		await files.remove(first);
		expect(await files.read(first)).toBeNull();
		expect(await readAll(files, second)).toEqual(file.bytes);
	});

	it('lists every place with the time of its making', async () => {
		const files = open();
		const fromMs = Date.now() - 5_000;
		const made: string[] = [];
		for (let i = 0; i < 5; i++) {
			const file = await aPhoto(100);
			made.push(placeOf(file));
			await files.put(made.at(-1)!, file.bytes);
		}
		const all = await listed(files);
		for (const place of made) {
			const found = all.find((one) => one.place === place);
			expect(found?.atMs).toBeGreaterThan(fromMs);
			expect(found?.atMs).toBeLessThan(Date.now() + 5_000);
		}
	});
});

describe('a disk', () => {
	it('takes no place that leads out of its folder', async () => {
		const files = createFsDocuments(folder);
		for (const place of ['../../etc/passwd', 'aa/../../x', `${'a'.repeat(64)}./../../x`]) {
			await expect(files.put(place, new Uint8Array(1))).rejects.toThrow('a place is a hash and an id');
			await expect(files.read(place)).rejects.toThrow('a place is a hash and an id');
		}
	});

	it('leaves nothing of a file under its name when it could not be written whole', async () => {
		const files = createFsDocuments(folder);
		const file = await aPhoto(10);
		const place = placeOf(file);
		await expect(files.put(place, { length: 1 } as never)).rejects.toThrow();
		expect(await files.read(place)).toBeNull();
		expect(readdirSync(join(folder, file.hash.slice(0, 2)))).not.toContain(place);
	});
});

describe('S3', () => {
	it('a wrong key, a bucket that is not there, a service that is silent: the server cannot, and no word of where', async () => {
		const { lines, logger } = recordingLogger();
		const file = await aPhoto(10);
		const place = placeOf(file);
		const broken = [
			access('WRONG'),
			{ ...access(), url: `${s3.url}-not-there` },
			{ ...access(), url: 'http://127.0.0.1:9/x' },
		];
		for (const at of broken) {
			const files = createS3Documents(at, logger);
			expect(await refusalOf(files.put(place, file.bytes))).toEqual({ code: 'server.unavailable' });
		}
		expect(lines.length).toBeGreaterThanOrEqual(3);
		expect(lines.join()).not.toContain(file.hash);
		expect(lines.join()).not.toContain('WRONG');
	});

	it('the whole way: an upload in two pieces ends in the bucket', async () => {
		const under = await startServerUnderTest({}, s3.environment);
		const caller = await under.signedIn('13900002001');
		const file = await aPhoto(300_000);
		await post(caller, file, { to: 100_000 });
		expect((await post(caller, file, { from: 100_000 })).stored.isStored).toBe(true);
		expect((await stateOf(caller, file)).isStored).toBe(true);
		const files = createS3Documents(access(), recordingLogger().logger);
		const places: string[] = [];
		for await (const some of files.list()) places.push(...some.map(({ place }) => place));
		expect(places.filter((place) => place.startsWith(file.hash))).toHaveLength(1);
		await under.stop();
	});

	it('a bucket that is silent: the file stays half-way, and goes on later', async () => {
		const under = await startServerUnderTest({}, { ...s3.environment, S3_URL: 'http://127.0.0.1:9/silent' });
		const caller = await under.signedIn('13900002002');
		const file = await aPhoto(100_000);
		expect((await post(caller, file)).code).toBe('server.unavailable');
		expect(await stateOf(caller, file)).toEqual({ offset: 100_000, isStored: false });
		await under.stop();
	});
});
