import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { aDraft, anAccount, aPhone, aReply, aSignature, aSubmission, aView, wholeOutbox } from './phone.ts';

async function aSignedInPhone() {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	return { phone, store: () => phone.device.syncStore('account-a'), drafts: () => phone.device.enrollments };
}

const applied = (...sequences: number[]) =>
	sequences.map((sequence) => ({ sequence, status: 'applied' as const }));

test('a batch keeps its numbers and bytes until its answer is on disk, across restarts', async () => {
	const { phone, store, drafts } = await aSignedInPhone();
	await drafts().create({ ...aDraft, fields: { name: '张三' } });
	await drafts().create({ ...aDraft, fields: { name: '李四' } });
	const first = await (await store()).freeze(wholeOutbox);
	phone.restart();
	await drafts().create(aDraft);
	const second = await (await store()).freeze(wholeOutbox);
	// What is said beside them is of now.
	const now = { remaining: 0, unsent: first.unsent };
	expect(JSON.stringify({ ...second, ...now })).toBe(JSON.stringify({ ...first, ...now }));
	await (await store()).apply(aReply({ results: applied(1, 2) }));
	expect(await (await store()).freeze(wholeOutbox)).toMatchObject({ firstSequence: 3, cursor: 'c1' });
});

test('what was frozen comes again in smaller parts where it must, under the same numbers', async () => {
	const { store, drafts } = await aSignedInPhone();
	for (let i = 0; i < 4; i++) await drafts().create({ ...aDraft, fields: { name: `张${i}` } });
	const whole = await (await store()).freeze(wholeOutbox);
	const part = await (await store()).freeze({ ...wholeOutbox, mutations: 2 });
	const left = { remaining: 2, unsent: { records: 2, files: 0 } };
	expect(part).toEqual({ ...whole, mutations: whole.mutations.slice(0, 2), ...left });
	await (await store()).apply(aReply({ results: applied(1, 2) }));
	const rest = await (await store()).freeze(wholeOutbox);
	expect(rest).toMatchObject({ firstSequence: 3, mutations: whole.mutations.slice(2), remaining: 0 });
});

test('a batch is bounded by count and by bytes', async () => {
	const { store, drafts } = await aSignedInPhone();
	for (let i = 0; i < 4; i++) await drafts().create({ ...aDraft, fields: { address: 'x'.repeat(500) } });
	expect((await (await store()).freeze({ mutations: 3, bytes: 1_000_000 })).mutations).toHaveLength(3);
	await (await store()).unfreeze();
	const small = await (await store()).freeze({ mutations: 100, bytes: 10 });
	expect(small.mutations).toHaveLength(1);
	expect(small.remaining).toBe(3);
});

test('progress follows the facts: waiting, sending, uploaded, accepted', async () => {
	const { store, drafts } = await aSignedInPhone();
	const { id, progress } = await drafts().create(aDraft);
	const now = async () => (await drafts().get(id))?.progress;
	expect(progress).toBe('waiting');
	await (await store()).freeze(wholeOutbox);
	expect(await now()).toBe('waiting');
	await (await store()).setSending(Number.MAX_SAFE_INTEGER);
	expect(await now()).toBe('sending');
	await (await store()).setSending(null);
	expect(await now()).toBe('waiting');
	await (await store()).apply(aReply({ results: applied(1) }));
	expect(await now()).toBe('uploaded');
	const view = aView(id, { state: 'declared' });
	await (await store()).apply(aReply({ changes: [{ kind: 'enrollment', id, view }] }));
	expect(await now()).toBe('accepted');
});

test('a half answer settles what it names and nothing else', async () => {
	const { store, drafts } = await aSignedInPhone();
	await drafts().create(aDraft);
	await drafts().create(aDraft);
	await (await store()).freeze(wholeOutbox);
	expect(await (await store()).apply(aReply({ results: applied(2, 77) }))).toEqual({ settled: 1 });
	expect(await (await store()).freeze(wholeOutbox)).toMatchObject({ firstSequence: 1 });
});

test('a refused mutation parks its record and holds up no other', async () => {
	const { store, drafts } = await aSignedInPhone();
	const bad = await drafts().create({ ...aDraft, fields: { name: '张三' } });
	const good = await drafts().create(aDraft);
	await (await store()).freeze(wholeOutbox);
	await drafts().submit(bad.id, aSubmission());
	await drafts().edit(good.id, { fields: { name: '李四' } });
	const refused = { sequence: 1, status: 'refused', code: 'enrollment.scheme-unknown' } as const;
	await (await store()).apply(aReply({ results: [refused, ...applied(2)] }));
	expect(await drafts().get(bad.id)).toMatchObject({
		fields: { name: '张三' },
		progress: 'refused',
		submission: null,
		refusal: { code: 'enrollment.scheme-unknown' },
	});
	const next = await (await store()).freeze(wholeOutbox);
	expect(next.mutations.map(({ record }) => record)).toEqual([good.id]);
});

test('what was refused is sent again with the next edit', async () => {
	const { store, drafts } = await aSignedInPhone();
	const { id } = await drafts().create({ ...aDraft, fields: { name: '张三' } });
	await (await store()).freeze(wholeOutbox);
	await (
		await store()
	).apply(aReply({ results: [{ sequence: 1, status: 'refused', code: 'request.malformed' }] }));
	const edited = await drafts().edit(id, { fields: { phone: '13800000001' } });
	expect(edited).toMatchObject({ refusal: null, progress: 'waiting' });
	const { mutations } = await (await store()).freeze(wholeOutbox);
	expect(mutations[0]).toMatchObject({ body: { fields: { name: '张三', phone: '13800000001' } } });
});

test('local edits that are not sent stay on top of a pulled view', async () => {
	const { store, drafts } = await aSignedInPhone();
	const { id } = await drafts().create(aDraft);
	await (await store()).freeze(wholeOutbox);
	await drafts().edit(id, { fields: { name: '张三' } });
	const view = aView(id, { fields: { name: '旧', phone: '13800000001' } });
	await (await store()).apply(aReply({ results: applied(1), changes: [{ kind: 'enrollment', id, view }] }));
	const kept = await drafts().get(id);
	expect(kept?.fields).toEqual({ name: '张三', phone: '13800000001' });
	expect(kept?.server?.fields).toEqual({ name: '旧', phone: '13800000001' });
});

test('a signature not yet sent falls when a field under it arrives changed from elsewhere', async () => {
	const { store, drafts } = await aSignedInPhone();
	const { id } = await drafts().create({ ...aDraft, fields: { name: '张三' } });
	await (await store()).freeze(wholeOutbox);
	await drafts().edit(id, { signature: aSignature(['name']) });
	const view = aView(id, { fields: { name: '李四' } });
	await (await store()).apply(aReply({ results: applied(1), changes: [{ kind: 'enrollment', id, view }] }));
	expect((await drafts().get(id))?.signature).toBeNull();
});

test('a submission stands until the server shows the record', async () => {
	const { store, drafts } = await aSignedInPhone();
	const { id } = await drafts().create(aDraft);
	await drafts().submit(id, aSubmission());
	await (await store()).freeze(wholeOutbox);
	await (await store()).apply(aReply({ results: applied(1, 2) }));
	expect((await drafts().get(id))?.submission).not.toBeNull();
	await expect(drafts().edit(id, { fields: { name: '李四' } })).rejects.toThrow('enrollment.wrong-state');
	const view = aView(id, { state: 'returned' });
	await (await store()).apply(aReply({ changes: [{ kind: 'enrollment', id, view }] }));
	expect((await drafts().get(id))?.submission).toBeNull();
	await drafts().edit(id, { fields: { name: '李四' } });
});

test('a record that is gone goes from the phone, unless it holds words that were never sent', async () => {
	const { store, drafts } = await aSignedInPhone();
	const sent = await drafts().create(aDraft);
	const open = await drafts().create(aDraft);
	await (await store()).freeze(wholeOutbox);
	await drafts().edit(open.id, { fields: { name: '张三' } });
	const gone = (id: string) => ({ kind: 'enrollment' as const, id, view: null });
	await (await store()).apply(aReply({ results: applied(1, 2), changes: [gone(sent.id), gone(open.id)] }));
	expect((await drafts().list()).map(({ id, fields }) => [id, fields])).toEqual([
		[open.id, { name: '张三' }],
	]);
});

test('a refused removal brings the draft back with the reason; a taken one ends it', async () => {
	const { store, drafts } = await aSignedInPhone();
	const a = await drafts().create(aDraft);
	const b = await drafts().create(aDraft);
	await (await store()).freeze(wholeOutbox);
	await (await store()).apply(aReply({ results: applied(1, 2) }));
	await drafts().remove(a.id);
	await drafts().remove(b.id);
	await (await store()).freeze(wholeOutbox);
	const refused = { sequence: 3, status: 'refused', code: 'enrollment.wrong-state' } as const;
	await (await store()).apply(aReply({ results: [refused, ...applied(4)] }));
	expect((await drafts().list()).map(({ id, progress }) => [id, progress])).toEqual([[a.id, 'refused']]);
});

test('after a gap the frozen entries are numbered from where the server stands', async () => {
	const { store, drafts } = await aSignedInPhone();
	await drafts().create(aDraft);
	const before = await (await store()).freeze(wholeOutbox);
	await (await store()).renumberFrom(5);
	const after = await (await store()).freeze(wholeOutbox);
	expect(after).toEqual({ ...before, firstSequence: 5 });
	await (await store()).renew();
	const renewed = await (await store()).freeze(wholeOutbox);
	expect(renewed).toMatchObject({ firstSequence: 1, cursor: null, mutations: before.mutations });
	expect(renewed.device).not.toBe(before.device);
});

test('an entry that no server reads is refused alone, and the next takes its number', async () => {
	const { store, drafts } = await aSignedInPhone();
	const bad = await drafts().create(aDraft);
	const good = await drafts().create(aDraft);
	await (await store()).freeze({ mutations: 1, bytes: 1 });
	await (await store()).refuse(1, { code: 'request.too-large' });
	expect((await drafts().get(bad.id))?.refusal).toEqual({ code: 'request.too-large' });
	const next = await (await store()).freeze(wholeOutbox);
	expect(next).toMatchObject({ firstSequence: 1, mutations: [{ record: good.id }] });
});

test('a result with a revision makes the server’s view, with what is still unsent on top', async () => {
	const { store, drafts } = await aSignedInPhone();
	const { id } = await drafts().create({ ...aDraft, fields: { name: '张三' } });
	await (await store()).freeze(wholeOutbox);
	await drafts().edit(id, { fields: { phone: '13900000001' } });
	await (await store()).apply(aReply({ results: [{ ...applied(1)[0]!, revision: 1, updatedAtMs: 5 }] }));
	const now = (await drafts().get(id))!;
	expect(now.server).toMatchObject({ id, state: 'draft', fields: { name: '张三' }, revision: 1 });
	expect(now.fields).toEqual({ name: '张三', phone: '13900000001' });
	const next = await (await store()).freeze(wholeOutbox);
	expect([next.cursor, next.mutations[0]!.body]).toEqual(['c1', { fields: { phone: '13900000001' } }]);
});

test('a revision that does not follow the one held asks for everything once, and keeps what was typed', async () => {
	const { store, drafts } = await aSignedInPhone();
	const { id } = await drafts().create({ ...aDraft, fields: { name: '张三' } });
	await (await store()).freeze(wholeOutbox);
	await (await store()).apply(aReply({ results: [{ ...applied(1)[0]!, revision: 7, updatedAtMs: 5 }] }));
	expect((await drafts().get(id))!.fields).toEqual({ name: '张三' });
	expect((await (await store()).freeze(wholeOutbox)).cursor).toBeNull();
});

test('a batch says what stays behind it, notices aside, and whether this storage has heard anything', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	for (const name of ['甲', '乙', '丙'])
		await phone.device.enrollments.create({ ...aDraft, fields: { name } });
	await (await phone.device.documents()).add(new Uint8Array([0xff, 0xd8, 0xff]), 'image/jpeg');
	const store = await phone.device.syncStore('account-a');
	const batch = await store.freeze({ mutations: 1, bytes: 1_000_000 });
	expect(batch).toMatchObject({ unsent: { records: 2, files: 1 }, isFresh: true });
	const results = [{ sequence: batch.firstSequence, status: 'applied' as const }];
	await store.apply(aReply({ results }));
	expect(await store.freeze(wholeOutbox)).toMatchObject({ unsent: { records: 0, files: 1 }, isFresh: false });
});

test('what a first reading of everything told stays, when the connection breaks before its end', async () => {
	const { store, drafts } = await aSignedInPhone();
	const { id } = await drafts().create({ ...aDraft, fields: { name: '张三' } });
	const sync = await store();
	await sync.freeze(wholeOutbox);
	// The checksum is reckoned last: there the phone slept, and everything is taken in once more.
	const digest = vi.spyOn(crypto.subtle, 'digest').mockImplementationOnce(() => {
		throw Object.assign(new Error('closed'), { name: 'InvalidStateError' });
	});
	const results = [{ sequence: 1, status: 'applied' as const, revision: 1, updatedAtMs: 1 }];
	const full = { generation: 'g', expected: 2 };
	await sync.apply(aReply({ results, full, checksum: '0'.repeat(64), cursor: 'c7' }));
	expect(digest.mock.calls.length).toBeGreaterThan(1);
	digest.mockRestore();
	expect(await drafts().get(id)).toMatchObject({ id, fields: { name: '张三' } });
});
