import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { aDraft, anAccount, aPhone, aSignature, aSubmission, wholeOutbox } from './phone.ts';

const batchOf = async (phone: ReturnType<typeof aPhone>) =>
	(await (await phone.device.syncStore('account-a')).freeze(wholeOutbox)).mutations;

test('what was typed is there after the browser is closed and opened again', async () => {
	const phone = aPhone();
	const { id } = await phone.device.enrollments.create(aDraft);
	await phone.device.enrollments.edit(id, { fields: { name: '张三' }, step: 'person/name' });
	const kept = await phone.restart().enrollments.get(id);
	expect(kept).toMatchObject({ fields: { name: '张三' }, step: 'person/name', progress: 'local-only' });
});

test('a draft of an account is on disk together with its outbox entry', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { id } = await phone.device.enrollments.create(aDraft);
	const rows = await phone.rows();
	expect(rows.record.map((row) => row.id)).toEqual([id]);
	expect(rows.outbox.map((row) => [row.recordId, row.sequence])).toEqual([[id, null]]);
});

test('when the outbox cannot be written, the draft is not changed either', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { id } = await phone.device.enrollments.create(aDraft);
	const before = await phone.rows();
	const { put } = IDBObjectStore.prototype;
	let recordWrites = 0;
	const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
		this: IDBObjectStore,
		...args
	) {
		if (this.name === 'outbox') throw new DOMException('full', 'QuotaExceededError');
		if (this.name === 'record') recordWrites += 1;
		return put.apply(this, args);
	});
	await expect(phone.device.enrollments.edit(id, { fields: { name: '张三' } })).rejects.toMatchObject({
		refusal: { code: 'device.storage-full' },
	});
	spy.mockRestore();
	expect(recordWrites).toBe(1);
	expect(await phone.rows()).toEqual(before);
	expect((await phone.device.enrollments.get(id))?.fields).toEqual({});
});

test('a draft of the phone has no outbox entry', async () => {
	const phone = aPhone();
	const { id } = await phone.device.enrollments.create(aDraft);
	await phone.device.enrollments.edit(id, { fields: { name: '张三' } });
	await phone.device.enrollments.submit(id, aSubmission());
	expect((await phone.rows()).outbox).toEqual([]);
});

test('edits that have not left are one mutation, in which the later word wins', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { id } = await phone.device.enrollments.create(aDraft);
	await phone.device.enrollments.edit(id, { fields: { name: '张', phone: '1' } });
	await phone.device.enrollments.edit(id, { fields: { name: '张三' } });
	const mutations = await batchOf(phone);
	expect(mutations).toHaveLength(1);
	expect(mutations[0]).toMatchObject({
		kind: 'enrollment.edit',
		body: { fields: { name: '张三', phone: '1' } },
	});
});

test('an edit after a batch was frozen is a mutation of its own and leaves the frozen one as it was', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { id } = await phone.device.enrollments.create({ ...aDraft, fields: { name: '张' } });
	const first = JSON.stringify(await batchOf(phone));
	await phone.device.enrollments.edit(id, { fields: { name: '张三' } });
	phone.restart();
	expect(JSON.stringify(await batchOf(phone))).toBe(first);
	expect((await phone.rows()).outbox.map((row) => row.sequence)).toEqual([1, null]);
});

test('edits from two tabs at once both stay', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { id } = await phone.device.enrollments.create(aDraft);
	const second = phone.otherTab().device;
	await Promise.all([
		phone.device.enrollments.edit(id, { fields: { name: '张三' } }),
		second.enrollments.edit(id, { fields: { phone: '13800000001' } }),
	]);
	const kept = await phone.device.enrollments.get(id);
	expect(kept?.fields).toEqual({ name: '张三', phone: '13800000001' });
	const [mutation] = await batchOf(phone);
	expect(mutation).toMatchObject({ body: { fields: { name: '张三', phone: '13800000001' } } });
});

test('a covered field that changes takes the signature with it, in the same mutation', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { enrollments } = phone.device;
	const { id } = await enrollments.create({ ...aDraft, fields: { name: '张三', phone: '1' } });
	await enrollments.edit(id, { signature: aSignature(['name']) });
	await batchOf(phone);
	expect((await enrollments.edit(id, { fields: { phone: '2' } })).signature).not.toBeNull();
	expect((await enrollments.edit(id, { fields: { name: '张三' } })).signature).not.toBeNull();
	expect((await enrollments.edit(id, { fields: { name: '李四' } })).signature).toBeNull();
	const { outbox } = await phone.rows();
	expect(outbox).toHaveLength(2);
	await (await phone.device.syncStore('account-a')).unfreeze();
	const last = (await batchOf(phone)).at(-1);
	expect(last).toMatchObject({ body: { fields: { phone: '2', name: '李四' }, signature: null } });
});

test('an edit withdraws a submission that has not left the phone', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { enrollments } = phone.device;
	const { id } = await enrollments.create(aDraft);
	expect((await enrollments.submit(id, aSubmission())).submission).not.toBeNull();
	expect((await enrollments.edit(id, { fields: { name: '李四' } })).submission).toBeNull();
	expect((await batchOf(phone)).map(({ kind }) => kind)).toEqual(['enrollment.edit']);
});

test('once a submission is on its way the draft cannot be changed, but the place in the form can', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { enrollments } = phone.device;
	const { id } = await enrollments.create(aDraft);
	await enrollments.submit(id, aSubmission());
	await batchOf(phone);
	await expect(enrollments.edit(id, { fields: { name: '李四' } })).rejects.toMatchObject({
		refusal: { code: 'enrollment.wrong-state' },
	});
	expect((await enrollments.edit(id, { step: 'letter' })).submission).not.toBeNull();
});

test('a draft that no server has heard of goes without a trace; a known one leaves a removal', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { enrollments } = phone.device;
	const first = await enrollments.create(aDraft);
	await enrollments.remove(first.id);
	expect((await phone.rows()).outbox).toEqual([]);
	const second = await enrollments.create(aDraft);
	await batchOf(phone);
	await enrollments.remove(second.id);
	expect(await enrollments.list()).toEqual([]);
	expect((await phone.rows()).outbox).toHaveLength(2);
});

test('a connection that the browser closed is opened again', async () => {
	const phone = aPhone();
	const { id } = await phone.device.enrollments.create(aDraft);
	phone.device.close();
	const kept = await phone.device.enrollments.edit(id, { fields: { name: '张三' } });
	expect(kept.fields).toEqual({ name: '张三' });
});

test('watchers hear of changes made in another tab', async () => {
	const phone = aPhone();
	const { id } = await phone.device.enrollments.create(aDraft);
	const seen: unknown[] = [];
	const stop = phone.device.enrollments.watch(id, (enrollment) => seen.push(enrollment?.fields.name));
	await vi.waitFor(() => expect(seen).toEqual([undefined]));
	await phone.device.enrollments.edit(id, { fields: { name: '张三' } });
	await vi.waitFor(() => expect(seen).toEqual([undefined, '张三']));
	stop();
});

test('a paste with half an emoji or a NUL leaves no sign that a server would refuse', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { id } = await phone.device.enrollments.create({ ...aDraft, fields: { name: '张\0' } });
	const kept = await phone.device.enrollments.edit(id, { fields: { address: '3栋😀\ud83d' } });
	expect(kept.fields).toEqual({ name: '张', address: '3栋😀' });
	expect((await batchOf(phone))[0]).toMatchObject({ body: { fields: kept.fields } });
});
