import 'fake-indexeddb/auto';
import { afterEach, expect, it, vi } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import type { LocalClaim } from '#lib/device/claim-types.ts';
import type { ClaimView } from '#shared/protocol/view.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import type { MutationResult } from '#shared/protocol/exchange.ts';
import { aPhone, aReply, anAccount, wholeOutbox, type Phone } from './phone.ts';

const account = anAccount();
const aClaim = { schemeId: 'changchun-2023', claimKind: 'holiday-inpatient' };
const bytesOf = (seed: number, length = 150_000) =>
	Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 7 + (i >> 8)) % 256);

async function signedInPhone() {
	const phone = aPhone();
	await phone.device.present.signIn(account);
	return phone;
}

const parts = async (phone: Phone) => ({
	claims: await phone.device.claims(),
	documents: await phone.device.documents(),
	uploads: await phone.device.uploadStore(account.id),
	sync: await phone.device.syncStore(account.id),
});

async function outboxOf(phone: Phone) {
	return (await (await phone.device.syncStore(account.id)).freeze(wholeOutbox)).mutations;
}

const kinds = async (phone: Phone) => (await outboxOf(phone)).map(({ kind }) => kind);

function viewOf(claim: LocalClaim, part: Partial<ClaimView> = {}): ClaimView {
	const { id, schemeId, claimKind, fields, documents } = claim;
	const rest = { state: 'draft' as const, submittedAtMs: null, submittedOn: null, updatedAtMs: 1 };
	return { id, schemeId, claimKind, fields, documents, ...rest, ...part };
}

/** A claim with three files in two papers. */
async function withFiles(phone: Phone) {
	const { claims, documents } = await parts(phone);
	const hashes: string[] = [];
	for (const seed of [1, 2, 3]) hashes.push(await documents.add(bytesOf(seed), 'image/jpeg'));
	const { id } = await claims.create(aClaim);
	const [a, b, c] = hashes as [string, string, string];
	await claims.edit(id, { documents: { receipt: [a, b], card: [c] } });
	return { id, hashes: [a, b, c] as const };
}

async function rows(phone: Phone) {
	const db = new CampusCoverDb(phone.name);
	const found = { document: await db.document.toArray(), slice: await db.slice.toArray() };
	db.close();
	return found;
}

afterEach(() => vi.restoreAllMocks());

it('a claim needs somebody who is signed in', async () => {
	const { claims } = await parts(aPhone());
	await expect(claims.create(aClaim)).rejects.toMatchObject({ refusal: { code: 'auth.required' } });
});

it('a file comes back byte for byte, also after a restart, whole and in any part', async () => {
	const phone = await signedInPhone();
	const { documents, claims } = await parts(phone);
	const bytes = bytesOf(1);
	const hash = await documents.add(bytes, 'image/png');
	await claims.create(aClaim);
	phone.restart();
	expect(await (await phone.device.documents()).read(hash)).toEqual({ bytes, type: 'image/png' });
	const uploads = await phone.device.uploadStore(account.id);
	for (const [from, to] of [
		[0, 1],
		[65_535, 65_537],
		[1, 150_000],
		[131_072, 131_072],
		[149_999, 150_000],
		[60_000, 140_000],
	]) {
		expect(await uploads.read(hash, from!, to!)).toEqual(bytes.slice(from, to));
	}
});

it('nothing of a file lies on disk in the clear, and a slice moved to another place does not open', async () => {
	const phone = await signedInPhone();
	const { documents } = await parts(phone);
	const marker = new TextEncoder().encode('居民身份证 110101199003070011 '.repeat(5_000));
	const hash = await documents.add(marker as Uint8Array<ArrayBuffer>, 'image/jpeg');
	const { slice } = await rows(phone);
	const all = slice.map(({ ciphertext }) => Buffer.from(ciphertext).toString('latin1')).join('');
	expect(all).not.toContain('110101199003070011');
	expect(slice.length).toBeGreaterThan(2);

	const db = new CampusCoverDb(phone.name);
	await db.slice.put({ ...slice[0]!, n: 1 });
	db.close();
	await expect(documents.read(hash)).rejects.toMatchObject({ refusal: { code: 'device.document-missing' } });
});

it('a full disk: nothing of the file is kept, and the person is told', async () => {
	const phone = await signedInPhone();
	const { documents } = await parts(phone);
	const put = IDBObjectStore.prototype.put;
	vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
		if (this.name === 'slice' && (value as { n: number }).n === 1) {
			throw new DOMException('full', 'QuotaExceededError');
		}
		return key === undefined ? put.call(this, value) : put.call(this, value, key);
	});
	await expect(documents.add(bytesOf(1), 'image/jpeg')).rejects.toMatchObject({
		refusal: { code: 'device.storage-full' },
	});
	expect(await rows(phone)).toEqual({ document: [], slice: [] });
});

it('edits leave as one mutation, and what has not changed leaves nothing', async () => {
	const phone = await signedInPhone();
	const { claims } = await parts(phone);
	const { id, hashes } = await withFiles(phone);
	await claims.edit(id, { fields: { bankName: '吉林银行' } });
	await claims.edit(id, { documents: { receipt: [hashes[0], hashes[1]] } });
	const [edit, ...others] = await outboxOf(phone);
	expect(others).toEqual([]);
	expect(edit).toMatchObject({
		kind: 'claim.edit',
		record: id,
		body: {
			...aClaim,
			fields: { bankName: '吉林银行' },
			documents: { receipt: hashes.slice(0, 2), card: [hashes[2]] },
		},
	});
});

it('a submission waits for its files, then leaves by itself, once, whatever ends in between', async () => {
	const phone = await signedInPhone();
	const { claims, uploads } = await parts(phone);
	const { id, hashes } = await withFiles(phone);
	await claims.submit(id);
	expect(await claims.get(id)).toMatchObject({ progress: 'waiting', submission: {} });
	for (const hash of hashes.slice(0, 2)) await uploads.stored(hash);
	expect(await uploads.release()).toBe(0);
	await uploads.stored(hashes[2]);
	phone.restart();
	const after = await parts(phone);
	expect(await Promise.all([after.uploads.release(), after.uploads.release()])).toContain(1);
	expect(await after.uploads.release()).toBe(0);
	expect(await kinds(phone)).toEqual(['claim.edit', 'claim.submit']);
});

it('files that a submission waits for go first; those that no claim names do not go at all', async () => {
	const phone = await signedInPhone();
	const { claims, documents, uploads } = await parts(phone);
	const stray = await documents.add(bytesOf(9), 'image/jpeg');
	const older = await withFiles(phone);
	const wanted = await documents.add(bytesOf(8), 'image/jpeg');
	const { id } = await claims.create(aClaim);
	await claims.edit(id, { documents: { card: [wanted] } });
	await claims.submit(id);
	const order: string[] = [];
	for (let file = await uploads.next(new Set()); file; file = await uploads.next(new Set(order))) {
		order.push(file.hash);
	}
	expect(order).toEqual([wanted, ...older.hashes]);
	expect(order).not.toContain(stray);
});

it('a file that is gone from the phone refuses the submission by its paper and page, and keeps everything', async () => {
	const phone = await signedInPhone();
	const { claims } = await parts(phone);
	const { id, hashes } = await withFiles(phone);
	const db = new CampusCoverDb(phone.name);
	await db.slice.delete([account.id, hashes[1], 1]);
	db.close();
	const before = await claims.get(id);
	await expect(claims.submit(id)).rejects.toMatchObject({
		refusal: { code: 'device.document-missing', path: 'documents.receipt.1' },
	});
	expect(await claims.get(id)).toEqual(before);
	expect(await kinds(phone)).toEqual(['claim.edit']);
});

it('an edit takes back a submission that has not left; one that is on its way closes the claim', async () => {
	const phone = await signedInPhone();
	const { claims, uploads } = await parts(phone);
	const { id, hashes } = await withFiles(phone);
	await claims.submit(id);
	await claims.edit(id, { fields: { bankName: 'x' } });
	expect((await claims.get(id))!.submission).toBeNull();
	for (const hash of hashes) await uploads.stored(hash);
	await claims.submit(id);
	expect(await kinds(phone)).toEqual(['claim.edit', 'claim.submit']);
	await expect(claims.edit(id, { fields: { bankName: 'y' } })).rejects.toThrow(RefusalError);
	await expect(claims.remove(id)).rejects.toMatchObject({ refusal: { code: 'claim.wrong-state' } });
});

async function submittedAndFrozen(phone: Phone) {
	const { claims, uploads, sync } = await parts(phone);
	const { id, hashes } = await withFiles(phone);
	for (const hash of hashes) await uploads.stored(hash);
	await claims.submit(id);
	await sync.freeze(wholeOutbox);
	return { id, hashes, claims, uploads, sync };
}

const applied = (sequence: number): MutationResult => ({ sequence, status: 'applied' });

it('the server’s word: accepted, and closed', async () => {
	const phone = await signedInPhone();
	const { id, claims, sync } = await submittedAndFrozen(phone);
	await sync.apply(aReply({ results: [applied(1), applied(2)] }));
	const view = viewOf((await claims.get(id))!, {
		state: 'submitted',
		submittedAtMs: 5,
		submittedOn: '2023-03-01',
	});
	await sync.apply(aReply({ changes: [{ kind: 'claim', id, view }] }));
	expect(await claims.get(id)).toMatchObject({
		progress: 'accepted',
		submission: null,
		server: { state: 'submitted' },
	});
	await expect(claims.edit(id, { fields: { bankName: 'y' } })).rejects.toMatchObject({
		refusal: { code: 'claim.wrong-state' },
	});
});

it('a server that lost a file: it goes up again, and the submission follows by itself; not for ever', async () => {
	const phone = await signedInPhone();
	const { id, hashes, claims, uploads, sync } = await submittedAndFrozen(phone);
	const lost = (sequence: number): MutationResult => ({
		sequence,
		status: 'refused',
		code: 'claim.document-missing',
		path: 'documents.receipt.1',
		missing: [hashes[1]],
	});
	await sync.apply(aReply({ results: [applied(1), lost(2)] }));
	expect(await claims.get(id)).toMatchObject({ progress: 'waiting', refusal: null });
	for (let sequence = 3; sequence < 6; sequence++) {
		expect(await uploads.next(new Set())).toMatchObject({ hash: hashes[1], sentBytes: 0 });
		await uploads.stored(hashes[1]);
		expect(await uploads.release()).toBe(1);
		await sync.freeze(wholeOutbox);
		await sync.apply(aReply({ results: [lost(sequence)] }));
	}
	expect(await claims.get(id)).toMatchObject({
		progress: 'refused',
		refusal: { code: 'claim.document-missing' },
	});
});

it('a refused edit stays with the claim and goes with the next one', async () => {
	const phone = await signedInPhone();
	const { claims, sync } = await parts(phone);
	const { id } = await claims.create({ ...aClaim, fields: { bankName: 'x' } });
	await sync.freeze(wholeOutbox);
	await sync.apply(aReply({ results: [{ sequence: 1, status: 'refused', code: 'request.too-large' }] }));
	expect(await claims.get(id)).toMatchObject({
		fields: { bankName: 'x' },
		refusal: { code: 'request.too-large' },
	});
	await claims.edit(id, { fields: { other: 'y' } });
	expect(await outboxOf(phone)).toMatchObject([{ body: { fields: { bankName: 'x', other: 'y' } } }]);
});

it('what another phone did comes in; what is unsent here stays on top, paper by paper', async () => {
	const phone = await signedInPhone();
	const { claims, sync } = await parts(phone);
	const { id, hashes } = await withFiles(phone);
	const there = 'e'.repeat(64);
	const view = viewOf((await claims.get(id))!, {
		documents: { card: [there], passbook: [there] },
		fields: { agent: true },
	});
	await sync.apply(aReply({ changes: [{ kind: 'claim', id, view }] }));
	expect(await claims.get(id)).toMatchObject({
		fields: { agent: true },
		documents: { receipt: hashes.slice(0, 2), card: [hashes[2]], passbook: [there] },
	});
});

it('a file that another phone added is counted on for the submission; one that nobody has is not', async () => {
	const phone = await signedInPhone();
	const { claims, sync } = await parts(phone);
	const { id } = await claims.create(aClaim);
	const there = 'e'.repeat(64);
	const view = viewOf((await claims.get(id))!, { documents: { card: [there] } });
	await sync.freeze(wholeOutbox);
	await sync.apply(aReply({ results: [applied(1)], changes: [{ kind: 'claim', id, view }] }));
	await claims.submit(id);
	expect(await kinds(phone)).toEqual(['claim.submit']);

	const other = await claims.create(aClaim);
	await claims.edit(other.id, { documents: { card: ['d'.repeat(64)] } });
	await expect(claims.submit(other.id)).rejects.toMatchObject({
		refusal: { code: 'device.document-missing' },
	});
});

it('removed before the server heard of it: gone; after: hidden until the server has taken it', async () => {
	const phone = await signedInPhone();
	const { claims, sync } = await parts(phone);
	const first = await claims.create(aClaim);
	await claims.remove(first.id);
	expect(await kinds(phone)).toEqual([]);
	const second = await claims.create(aClaim);
	await sync.freeze(wholeOutbox);
	await sync.apply(aReply({ results: [applied(1)] }));
	await claims.remove(second.id);
	expect(await claims.list()).toEqual([]);
	expect(await kinds(phone)).toEqual(['claim.remove']);
});

it('files that no claim names are dropped after a day, their slices too; others never', async () => {
	const phone = await signedInPhone();
	const { documents } = await parts(phone);
	const { hashes } = await withFiles(phone);
	await documents.add(bytesOf(9), 'image/jpeg');
	expect(await documents.dropUnnamed()).toBe(0);
	phone.nowMs += 2 * 86_400_000;
	expect(await documents.dropUnnamed()).toBe(1);
	const held = await rows(phone);
	expect(new Set(held.document.map(({ hash }) => hash))).toEqual(new Set(hashes));
	expect(new Set(held.slice.map(({ hash }) => hash))).toEqual(new Set(hashes));
});

it('another person on this phone sees neither claims nor files, and opens none', async () => {
	const phone = await signedInPhone();
	const { hashes } = await withFiles(phone);
	await phone.device.present.signIn(anAccount('account-b', 8));
	const { claims, documents } = await parts(phone);
	expect(await claims.list()).toEqual([]);
	await expect(documents.read(hashes[0])).rejects.toMatchObject({
		refusal: { code: 'device.document-missing' },
	});
	// Also not by asking for the other's: the key is closed.
	const theirs = await phone.device.uploadStore(account.id);
	await expect(theirs.read(hashes[0], 0, 10)).rejects.toMatchObject({
		refusal: { code: 'device.key-missing' },
	});
});

it('what was refused is tried again when a person asks: one, or all', async () => {
	const phone = await signedInPhone();
	const { documents, uploads } = await parts(phone);
	const { hashes } = await withFiles(phone);
	for (const hash of hashes) await uploads.refused(hash, 'document.hash-differs');
	expect(await uploads.next(new Set())).toBeNull();
	await documents.retry(hashes[1]);
	expect(await uploads.next(new Set())).toMatchObject({ hash: hashes[1] });
	await documents.retry();
	expect((await rows(phone)).document.map(({ state }) => state)).toEqual(Array(3).fill('waiting'));
});

it('the bar counts a claim whose files wait, or are refused, and the phone’s room counts the files', async () => {
	const phone = await signedInPhone();
	const { id, hashes } = await withFiles(phone);
	const { uploads, sync, documents } = await parts(phone);
	await (
		await phone.device.received()
	).add({ name: '票.pdf', type: 'application/pdf', bytes: bytesOf(9, 700) });
	let counts = { unsent: -1, refused: -1 };
	const stop = phone.device.watchOutbox(({ unsent, refused }) => (counts = { unsent, refused }));
	await vi.waitFor(() => expect(counts).toEqual({ unsent: 1, refused: 0 }));
	const { firstSequence, mutations } = await sync.freeze(wholeOutbox);
	await sync.apply(
		aReply({
			results: mutations.map((_, i) => ({ sequence: firstSequence + i, status: 'applied' as const })),
		}),
	);
	expect(await outboxOf(phone)).toEqual([]);
	for (const hash of hashes.slice(0, 2)) await uploads.stored(hash);
	expect(counts).toEqual({ unsent: 1, refused: 0 });
	await uploads.refused(hashes[2], 'document.quota');
	await vi.waitFor(() => expect(counts).toEqual({ unsent: 0, refused: 1 }));
	await documents.retry();
	await uploads.stored(hashes[2]);
	await vi.waitFor(() => expect(counts).toEqual({ unsent: 0, refused: 0 }));
	stop();
	const room = await phone.device.room();
	expect(room).toMatchObject({ files: { count: 3, bytes: 450_000 }, received: { count: 1, bytes: 700 } });
	expect(id).not.toBe('');
});
