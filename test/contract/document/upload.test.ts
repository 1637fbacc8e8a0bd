import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxDocumentBytes } from '#shared/domain/document/limits.ts';
import { sha256Hex } from '#shared/std/hash.ts';
import { describeOnEachPlace } from '../../support/databases.ts';
import { createPartFiles } from '#server/store/documents/part-files.ts';
import { startServerUnderTest, type ServerUnderTest } from '../../support/server-under-test.ts';
import {
	aPhoto,
	eventually,
	fileOf,
	stateOf,
	openUpload,
	pathOf,
	post,
	type TestFile,
} from '../../support/uploading.ts';

const text = (words: string) => new Uint8Array(Buffer.from(words, 'latin1'));

describeOnEachPlace('uploading a document', (place) => {
	let under: ServerUnderTest;
	let caller: Awaited<ReturnType<ServerUnderTest['signedIn']>>;
	beforeAll(async () => {
		under = await startServerUnderTest({ database: place() });
		caller = await under.signedIn('13900001001');
	});
	afterAll(() => under.stop());

	/** The stored copies of a file, as they lie on disk. */
	function copiesOf({ hash }: TestFile): Uint8Array[] {
		const folder = path.join(under.dataDir, 'documents', hash.slice(0, 2));
		const names = readdirSync(folder).filter((name) => name.startsWith(`${hash}.`));
		return names.map((name) => new Uint8Array(readFileSync(path.join(folder, name))));
	}

	it('in one body: stored, and the same bytes on disk', async () => {
		const file = await aPhoto();
		expect((await post(caller, file)).stored).toEqual({ offset: file.bytes.length, isStored: true });
		expect(copiesOf(file)).toEqual([file.bytes]);
		expect(await stateOf(caller, file)).toEqual({ offset: file.bytes.length, isStored: true });
		expect(
			readdirSync(path.join(under.dataDir, 'uploads')).flatMap((owner) =>
				readdirSync(path.join(under.dataDir, 'uploads', owner)),
			),
		).toEqual([]);
	});

	it('in pieces, each from where the server is', async () => {
		const file = await aPhoto();
		expect((await post(caller, file, { to: 70_000 })).stored).toEqual({ offset: 70_000, isStored: false });
		expect(await stateOf(caller, file)).toEqual({ offset: 70_000, isStored: false });
		expect((await post(caller, file, { from: 70_000 })).stored.isStored).toBe(true);
		expect(copiesOf(file)).toEqual([file.bytes]);
	});

	it('a body that is cut counts as far as it came, to the byte', async () => {
		const file = await aPhoto(600_000);
		const upload = await openUpload(caller, file);
		await upload.write(file.bytes.subarray(0, 345_678));
		await eventually('the bytes', async () => (await stateOf(caller, file)).offset === 345_678);
		upload.cut();
		expect((await post(caller, file, { from: 345_678 })).stored.isStored).toBe(true);
		expect(copiesOf(file)).toEqual([file.bytes]);
	});

	it('what is written and cut at once is not lost either', async () => {
		const file = await aPhoto(600_000);
		const upload = await openUpload(caller, file);
		await upload.write(file.bytes.subarray(0, 456_789));
		upload.cut();
		await eventually('the bytes', async () => (await stateOf(caller, file)).offset === 456_789);
	});

	it('goes on after the server was started anew', async () => {
		const file = await aPhoto();
		await post(caller, file, { to: 120_000 });
		// As a new process has it: nothing in memory.
		under.server.services.parts = createPartFiles(path.join(under.dataDir, 'uploads'));
		expect(await stateOf(caller, file)).toEqual({ offset: 120_000, isStored: false });
		expect((await post(caller, file, { from: 120_000 })).stored.isStored).toBe(true);
	});

	it.each([
		['behind', 0],
		['beyond', 150_000],
	])(
		'an offset %s what the server holds is refused, with the right one, before the body comes',
		async (_, from) => {
			const file = await aPhoto();
			await post(caller, file, { to: 100_000 });
			const upload = await openUpload(caller, file, from);
			const answer = await upload.answer();
			expect(answer).toContain(' 409 ');
			expect(answer).toContain('"code":"document.offset-differs"');
			expect(answer).toContain('"expected":100000');
			expect(await stateOf(caller, file)).toEqual({ offset: 100_000, isStored: false });
			upload.cut();
		},
	);

	it('a damaged piece is found by the hash: nothing is stored, and the file begins anew', async () => {
		const file = await aPhoto();
		const damaged = file.bytes.slice();
		damaged[1000]! ^= 1;
		expect((await post(caller, file, { bytes: damaged })).code).toBe('document.hash-differs');
		expect(await stateOf(caller, file)).toEqual({ offset: 0, isStored: false });
		expect((await post(caller, file)).stored.isStored).toBe(true);
		expect(copiesOf(file)).toEqual([file.bytes]);
	});

	it('a body longer than the file was said to be is refused', async () => {
		const file = await aPhoto();
		const reply = await post(caller, file, { length: 100_000 });
		expect(reply.error).toMatchObject({ code: 'request.malformed', path: 'body' });
		expect(await stateOf(caller, file)).toEqual({ offset: 0, isStored: false });
	});

	it('a second uploader takes the file over from one that hangs; nothing is lost or written twice', async () => {
		const file = await aPhoto(400_000);
		const first = await openUpload(caller, file);
		await first.write(file.bytes.subarray(0, 150_000));
		await eventually('the first bytes', async () => (await stateOf(caller, file)).offset === 150_000);
		expect((await post(caller, file, { from: 150_000 })).stored.isStored).toBe(true);
		first.cut();
		expect(copiesOf(file)).toEqual([file.bytes]);
	});

	it('six uploaders of one file at once: one file, the right one', async () => {
		const file = await aPhoto(300_000);
		const uploader = async () => {
			for (let tries = 0; tries < 500; tries++) {
				const { offset, isStored } = await stateOf(caller, file);
				if (isStored) return;
				await post(caller, file, { from: offset, to: Math.min(file.bytes.length, offset + 30_000) });
			}
		};
		await Promise.all(Array.from({ length: 6 }, uploader));
		expect(copiesOf(file)).toEqual([file.bytes]);
	});

	it('two accounts with the same file: two copies, and neither learns of the other’s', async () => {
		const file = await aPhoto();
		await post(caller, file);
		const other = await under.signedIn('13900001002');
		expect(await stateOf(other, file)).toEqual({ offset: 0, isStored: false });
		await post(other, file);
		expect(copiesOf(file)).toHaveLength(2);
	});

	it('a repeat of the last piece, whose answer was lost, gets the same answer', async () => {
		const file = await aPhoto();
		await post(caller, file);
		expect((await post(caller, file, { from: 100_000 })).stored).toEqual({
			offset: file.bytes.length,
			isStored: true,
		});
		expect(copiesOf(file)).toHaveLength(1);
	});

	const pdf = (inside: string) =>
		text(`%PDF-1.7\n1 0 obj <</Type /Page>> endobj\ntrailer << ${inside} >>\nstartxref\n9\n%%EOF`);
	it.each([
		['a text', text('hello, this is no picture'), 'document.type-unknown'],
		['HTML that calls itself a picture', text('<html><script>alert(1)</script>'), 'document.type-unknown'],
		['HEIC', text('\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic'), 'document.heic'],
		['a PDF with a password', pdf('/Root 1 0 R /Encrypt 5 0 R'), 'document.encrypted'],
	])('%s is refused when its last byte has come', async (_, bytes, code) => {
		const file = await fileOf(bytes);
		expect((await post(caller, file)).code).toBe(code);
		expect(await stateOf(caller, file)).toEqual({ offset: 0, isStored: false });
	});

	it('a PDF without a password is stored', async () => {
		expect((await post(caller, await fileOf(pdf('/Root 1 0 R /EncryptMetadata true')))).stored.isStored).toBe(
			true,
		);
	});

	describe('refused at once', () => {
		it.each<[string, string, (file: TestFile) => Promise<{ code: string | undefined }>]>([
			['nobody signed in', 'auth.required', (file) => post(under.caller(), file)],
			[
				'more than 10 MB',
				'document.too-large',
				(file) => post(caller, file, { length: maxDocumentBytes + 1 }),
			],
			['no length', 'request.malformed', (file) => post(caller, file, { length: 0 })],
			['no hash', 'request.not-found', (file) => post(caller, { ...file, hash: 'abc' })],
			[
				'a hash in capitals',
				'request.not-found',
				(file) => post(caller, { ...file, hash: file.hash.toUpperCase() }),
			],
		])('%s: %s', async (_, code, call) => {
			expect((await call(await aPhoto(1_000))).code).toBe(code);
		});

		it.each([
			['a page of another site', { 'sec-fetch-site': 'cross-site' }, 'request.cross-site'],
			['a form', { 'content-type': 'text/plain' }, 'request.malformed'],
			['an offset that is no number', { 'upload-offset': '1e3' }, 'request.malformed'],
			['a negative offset', { 'upload-offset': '-1' }, 'request.malformed'],
		])('%s', async (_, header, code) => {
			const file = await aPhoto(1_000);
			const headers = {
				'content-type': 'application/octet-stream',
				'upload-offset': '0',
				'upload-length': '1000',
				...header,
			};
			const answer = await caller.send(pathOf(file), { method: 'POST', headers, body: file.bytes });
			expect((await answer.json()).error.data.code).toBe(code);
		});
	});
});

/** What every row says lies there: the hashes of those that do not. */
async function rowsWithoutBytes(under: ServerUnderTest): Promise<string[]> {
	const { database, services } = under.server;
	const rows = await database.owner.selectFrom('document').selectAll().execute();
	const wrong: string[] = [];
	for (const { hash, place } of rows) {
		const bytes = await services.documents.read(place);
		const held = bytes && new Uint8Array(await new Response(bytes).arrayBuffer());
		if (!held || (await sha256Hex(held)) !== hash) wrong.push(hash);
	}
	return wrong;
}

describe('a row says stored only when the bytes are there', () => {
	it('a disk that fails while the file is put: no row, and the upload can be repeated', async () => {
		let isFull = true;
		const under = await startServerUnderTest();
		const { documents } = under.server.services;
		const put = documents.put;
		documents.put = async (...file) => {
			if (isFull) throw new Error('ENOSPC');
			await put(...file);
		};
		const caller = await under.signedIn('13900001003');
		const file = await aPhoto();
		expect((await post(caller, file)).status).toBe(500);
		expect(await stateOf(caller, file)).toEqual({ offset: file.bytes.length, isStored: false });
		isFull = false;
		expect((await post(caller, file, { from: file.bytes.length })).stored.isStored).toBe(true);
		expect(await rowsWithoutBytes(under)).toEqual([]);
		await under.stop();
	});

	it('the check finds a store that only says that it has put something', async () => {
		const under = await startServerUnderTest();
		under.server.services.documents.put = async () => {};
		const file = await aPhoto();
		await post(await under.signedIn('13900001004'), file);
		expect(await rowsWithoutBytes(under)).toEqual([file.hash]);
		await under.stop();
	});
});
