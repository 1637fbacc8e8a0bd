/** The disk loses a bit of a row: what cannot be opened is left out, replaced, or set aside and told; everything else goes on. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import type { Table } from 'dexie';
import { CampusCoverDb, type Sealed } from '#lib/device/schema.ts';
import type { Change } from '#shared/protocol/exchange.ts';
import { checksumLine, checksumOf } from '#shared/protocol/checksum.ts';
import { aDraft, anAccount, aPhone, aReply, aSubmission, aView, wholeOutbox, type Phone } from './phone.ts';

const owner = 'account-a';
const view = aView;

function flipped({ iv, ciphertext }: Sealed): Sealed {
	const bytes = new Uint8Array(ciphertext.slice(0));
	bytes[Math.floor(bytes.length / 2)]! ^= 1;
	return { iv, ciphertext: bytes.buffer };
}

/** One bit of one row, as it lies on the disk. */
async function spoil<Row extends Sealed>(
	phone: Phone,
	table: (db: CampusCoverDb) => Table<Row, never>,
	isIt: (row: Row) => boolean,
): Promise<void> {
	const db = new CampusCoverDb(phone.name);
	const rows = await table(db).filter(isIt).toArray();
	expect(rows).toHaveLength(1);
	await table(db).put({ ...rows[0]!, ...flipped(rows[0]!) });
	db.close();
}
const spoilRecord = (phone: Phone, id: string) =>
	spoil(
		phone,
		(db) => db.record as never,
		(row: Sealed & { id: string }) => row.id === id,
	);
const spoilEntry = (phone: Phone, recordId: string) =>
	spoil(
		phone,
		(db) => db.outbox as never,
		(row: Sealed & { recordId: string }) => row.recordId === recordId,
	);

async function aSignedInPhone() {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	return { phone, drafts: () => phone.device.enrollments, store: () => phone.device.syncStore(owner) };
}

const applied = (...sequences: number[]) =>
	sequences.map((sequence) => ({ sequence, status: 'applied' as const }));
const told = (...views: ReturnType<typeof aView>[]): Change[] =>
	views.map((one) => ({ kind: 'enrollment', id: one.id, view: one }));
const full = { generation: 'g1', expected: 99 };

/** A draft that the server holds, and of which nothing waits. */
async function aHeldDraft(phone: Phone, fields: Record<string, string>) {
	const { id } = await phone.device.enrollments.create({ ...aDraft, fields });
	const store = await phone.device.syncStore(owner);
	const { firstSequence } = await store.freeze(wholeOutbox);
	await store.apply(
		aReply({ results: applied(firstSequence), changes: told(view(id, { fields, revision: 1 })) }),
	);
	return id;
}

async function untoldOn(phone: Phone): Promise<number> {
	const counts: number[] = [];
	const stop = phone.device.watchSpoiled((count) => counts.push(count));
	await vi.waitFor(() => expect(counts.length).toBeGreaterThan(0));
	stop();
	return counts.at(-1)!;
}
const refusedOn = async (phone: Phone): Promise<number> => {
	let refused = -1;
	const stop = phone.device.watchOutbox((counts) => (refused = counts.refused));
	await vi.waitFor(() => expect(refused).toBeGreaterThan(0));
	stop();
	return refused;
};

test('a record that does not open is left out, is asked for anew, and comes back from the server', async () => {
	const { phone, drafts, store } = await aSignedInPhone();
	const lost = await aHeldDraft(phone, { name: '张三' });
	const other = await aHeldDraft(phone, { name: '李四' });
	await spoilRecord(phone, lost);
	phone.restart();
	expect((await drafts().list()).map(({ id }) => id)).toEqual([other]);
	expect(await drafts().get(lost)).toBeNull();
	expect((await drafts().edit(other, { fields: { name: '李四四' } })).fields.name).toBe('李四四');
	await vi.waitFor(async () => {
		expect(await (await store()).freeze(wholeOutbox)).toMatchObject({ cursor: null, check: true });
	});
	const views = [view(lost, { fields: { name: '张三' } }), view(other, { fields: { name: '李四四' } })];
	const checksum = await checksumOf(views.map((one) => checksumLine.enrollment(one)));
	const reply = aReply({ results: applied(3), full, changes: told(...views), checksum });
	expect(await (await store()).apply(reply)).toMatchObject({ settled: 1, scope: 'fits' });
	expect((await drafts().get(lost))?.fields).toEqual({ name: '张三' });
	expect(await untoldOn(phone)).toBe(0);
});

test('what waits of such a record goes up all the same, and stands on top of what comes back', async () => {
	const { phone, drafts, store } = await aSignedInPhone();
	const id = await aHeldDraft(phone, { name: '张三' });
	await drafts().edit(id, { fields: { address: '新街 1 号' } });
	await spoilRecord(phone, id);
	phone.restart();
	const batch = await (await store()).freeze(wholeOutbox);
	expect(batch.mutations).toMatchObject([{ record: id, body: { fields: { address: '新街 1 号' } } }]);
	const fields = { name: '张三' };
	await (await store()).apply(aReply({ full, changes: told(view(id, { fields, revision: 1 })) }));
	expect((await drafts().get(id))?.fields).toEqual({ name: '张三', address: '新街 1 号' });
	// Answered before its view is told again: that is asked for, and nothing is written over the row.
	await spoilRecord(phone, id);
	phone.restart();
	await (await store()).apply(aReply({ results: [{ ...applied(2)[0]!, revision: 2, updatedAtMs: 5 }] }));
	expect(await (await store()).freeze(wholeOutbox)).toMatchObject({ cursor: null, mutations: [] });
	const after = view(id, { fields: { name: '张三', address: '新街 1 号' }, revision: 2 });
	await (await store()).apply(aReply({ full, changes: told(after) }));
	expect((await drafts().get(id))?.server).toEqual(after);
});

test('a draft that no server has heard of is made anew from what waits for it, without a network', async () => {
	const { phone, drafts, store } = await aSignedInPhone();
	const { id } = await drafts().create({ ...aDraft, fields: { name: '张三' } });
	await drafts().edit(id, { fields: { phone: '13800000001' } });
	await drafts().submit(id, aSubmission());
	await spoilRecord(phone, id);
	phone.restart();
	expect(await drafts().list()).toEqual([]);
	await vi.waitFor(async () => {
		expect(await drafts().get(id)).toMatchObject({
			fields: { name: '张三', phone: '13800000001' },
			submission: aSubmission(),
			progress: 'waiting',
		});
	});
	expect((await (await store()).freeze(wholeOutbox)).mutations).toHaveLength(2);
});

test("the phone's own draft that does not open is set aside, counted and told; the others stay", async () => {
	const phone = aPhone();
	const lost = await phone.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
	const other = await phone.device.enrollments.create({ ...aDraft, fields: { name: '李四' } });
	await spoilRecord(phone, lost.id);
	phone.restart();
	expect((await phone.device.enrollments.list()).map(({ id }) => id)).toEqual([other.id]);
	await vi.waitFor(async () => expect(await untoldOn(phone)).toBe(1));
	expect(await refusedOn(phone)).toBe(1);
	const { record, meta } = await phone.rows();
	expect(record.map(({ id }) => id)).toEqual([other.id]);
	expect(meta.filter(({ name }) => name.startsWith('aside '))).toHaveLength(1);
	await phone.device.settleSpoiled();
	expect(await untoldOn(phone)).toBe(0);
	// Settled is not thrown away.
	expect((await phone.rows()).meta.filter(({ name }) => name.startsWith('aside '))).toHaveLength(1);
});

test('an entry that does not open holds up no other record, and its draft says so and owes what was typed', async () => {
	const { phone, drafts, store } = await aSignedInPhone();
	const id = await aHeldDraft(phone, { name: '张三', address: '旧街' });
	const { id: other } = await drafts().create({ ...aDraft, fields: { name: '李四' } });
	await drafts().edit(id, { fields: { address: '新街 1 号' } });
	await spoilEntry(phone, id);
	await drafts().submit(other, aSubmission());
	phone.restart();
	const batch = await (await store()).freeze(wholeOutbox);
	expect(batch.mutations.map(({ record, kind }) => [record, kind])).toEqual([
		[other, 'enrollment.edit'],
		[other, 'enrollment.submit'],
	]);
	expect(await drafts().get(id)).toMatchObject({
		fields: { name: '张三', address: '新街 1 号' },
		progress: 'refused',
		refusal: { code: 'device.entry-spoiled' },
	});
	expect(await refusedOn(phone)).toBe(1);
	// The draft says so itself.
	expect(await untoldOn(phone)).toBe(0);
	await drafts().edit(id, { fields: { phone: '13800000001' } });
	const next = (await phone.rows()).outbox.filter(({ recordId }) => recordId === id);
	expect(next).toHaveLength(1);
	await (
		await store()
	).apply(aReply({ results: applied(...batch.mutations.map((_, i) => batch.firstSequence + i)) }));
	const { mutations } = await (await store()).freeze(wholeOutbox);
	expect(mutations).toMatchObject([
		{ record: id, body: { fields: { address: '新街 1 号', phone: '13800000001' } } },
	]);
	// Nobody knows upon which revision the lost one was made: another device's value would be kept beside it.
	expect(mutations[0]?.body).not.toHaveProperty('base');
});

test('an edit of a draft one of whose entries does not open is taken, with what that entry held', async () => {
	const { phone, drafts, store } = await aSignedInPhone();
	const { id } = await drafts().create({ ...aDraft, fields: { name: '张三' } });
	await spoilEntry(phone, id);
	phone.restart();
	await drafts().edit(id, { fields: { phone: '13800000001' } });
	expect(await drafts().get(id)).toMatchObject({ progress: 'waiting', refusal: null });
	const { mutations } = await (await store()).freeze(wholeOutbox);
	expect(mutations).toMatchObject([{ body: { ...aDraft, fields: { name: '张三', phone: '13800000001' } } }]);
});

test('a numbered entry that does not open may have arrived: everything is asked for, and what had arrived is no refusal', async () => {
	const { phone, drafts, store } = await aSignedInPhone();
	const id = await aHeldDraft(phone, { name: '张三' });
	await drafts().submit(id, aSubmission());
	await (await store()).freeze(wholeOutbox);
	await spoilEntry(phone, id);
	phone.restart();
	expect(await (await store()).freeze(wholeOutbox)).toMatchObject({ mutations: [], cursor: null });
	expect((await drafts().get(id))?.refusal).toEqual({ code: 'device.entry-spoiled' });
	const declared = view(id, { state: 'declared', fields: { name: '张三' }, revision: 2 });
	await (await store()).apply(aReply({ full, changes: told(declared) }));
	expect(await drafts().get(id)).toMatchObject({ progress: 'accepted', refusal: null });
});

test('record and entry both gone, and the server has none of it: set aside and told once everything was heard', async () => {
	const { phone, drafts, store } = await aSignedInPhone();
	const { id } = await drafts().create({ ...aDraft, fields: { name: '张三' } });
	await spoilEntry(phone, id);
	await spoilRecord(phone, id);
	phone.restart();
	expect(await (await store()).freeze(wholeOutbox)).toMatchObject({ mutations: [] });
	await (await store()).apply(aReply({ full, checksum: await checksumOf([]) }));
	expect(await untoldOn(phone)).toBe(1);
	expect((await phone.rows()).record).toEqual([]);
});

test('a wrap that does not open costs no key: neither the phone’s nor the account’s, signed out or not', async () => {
	const phone = aPhone();
	const own = await phone.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
	await phone.device.present.signIn(anAccount());
	const { id } = await phone.device.enrollments.create({ ...aDraft, fields: { name: '李四' } });
	const spoilWraps = async (names: ('deviceWrap' | 'accountWrap')[]) => {
		const db = new CampusCoverDb(phone.name);
		await db.vault.toCollection().modify((row) => {
			for (const name of names) if (row[name]) row[name] = flipped(row[name]);
		});
		db.close();
		phone.restart();
	};
	await spoilWraps(['deviceWrap']);
	expect((await phone.device.unclaimed()).map((draft) => draft.id)).toEqual([own.id]);
	await expect(phone.device.present.account()).rejects.toThrow('device.key-missing');
	await phone.device.present.signIn(anAccount());
	expect((await phone.device.enrollments.list()).map((draft) => draft.id)).toEqual([id]);
	await phone.device.present.signOut();
	await spoilWraps(['accountWrap']);
	await phone.device.present.signIn(anAccount());
	expect((await phone.device.enrollments.list()).map((draft) => draft.id)).toEqual([id]);
});

test('with the device’s key gone the phone can be written on, and says what it cannot open any more', async () => {
	const phone = aPhone();
	await phone.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
	const db = new CampusCoverDb(phone.name);
	await db.meta.update('device-key', { value: 'not a key' });
	db.close();
	phone.restart();
	expect(await phone.device.enrollments.list()).toEqual([]);
	const made = await phone.device.enrollments.create({ ...aDraft, fields: { name: '李四' } });
	expect((await phone.restart().enrollments.get(made.id))?.fields).toEqual({ name: '李四' });
	await vi.waitFor(async () => expect(await untoldOn(phone)).toBe(1));
});

test('what was heard of the account does not open: its drafts do, and the rest comes with the next contact', async () => {
	const { phone, drafts } = await aSignedInPhone();
	const { id } = await drafts().create(aDraft);
	const db = new CampusCoverDb(phone.name);
	const held = (await db.meta.get('present-account'))!;
	await db.meta.put({ ...held, value: { ...(held.value as object), ...flipped(held.value as Sealed) } });
	db.close();
	expect(await phone.restart().present.account()).toMatchObject({ id: owner, person: null });
	expect((await drafts().list()).map((draft) => draft.id)).toEqual([id]);
	await phone.device.present.renew(anAccount());
	expect((await phone.device.present.account())?.phoneMasked).toBe(anAccount().phoneMasked);
});

test('a shared file whose name does not open is still a file; one whose bytes do not says so', async () => {
	const phone = aPhone();
	const received = await phone.device.received();
	const bytes = new Uint8Array([1, 2, 3]);
	await received.add({ name: '发票.jpg', type: 'image/jpeg', bytes });
	await received.add({ name: '处方.jpg', type: 'image/jpeg', bytes });
	const db = new CampusCoverDb(phone.name);
	const [first, second] = await db.received.toArray();
	await db.received.put({ ...first!, name: flipped(first!.name) });
	await db.received.put({ ...second!, ...flipped(second!) });
	db.close();
	const files = await new Promise<{ id: string; name: string }[]>((resolve) => received.watchList(resolve));
	expect(files).toHaveLength(2);
	expect(await received.read(first!.id)).toEqual(bytes);
	await expect(received.read(second!.id)).rejects.toThrow('device.document-missing');
});
