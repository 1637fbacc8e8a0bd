import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { aDraft, anAccount, aPhone, aReply, aSubmission, aView, wholeOutbox } from './phone.ts';

const other = { id: '01840000-0000-7000-8000-0000000000ff', caseNumber: 'K23-000001', state: 'declared' };

/** A phone whose submission the server has refused: the person has one already. */
async function aRefusedPhone() {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const drafts = phone.device.enrollments;
	const store = await phone.device.syncStore('account-a');
	const { id } = await drafts.create({ ...aDraft, fields: { name: '张三' } });
	await drafts.submit(id, aSubmission());
	await store.freeze(wholeOutbox);
	const refused = { sequence: 2, status: 'refused', code: 'enrollment.duplicate', other };
	const reply = aReply({
		results: [{ sequence: 1, status: 'applied' }, refused] as never,
		changes: [{ kind: 'enrollment', id, view: { ...aView(id), fields: { name: '张三' } } }],
	});
	await store.apply(reply);
	return { phone, drafts, store, id };
}

test('a refused duplicate keeps the draft whole and remembers which case stands in the way', async () => {
	const { phone, id } = await aRefusedPhone();
	const [kept] = await phone.restart().enrollments.list();
	expect(kept).toMatchObject({ id, progress: 'refused', fields: { name: '张三' }, submission: null });
	expect(kept!.refusal).toEqual({ code: 'enrollment.duplicate', other });
});

test('to let the other count makes it a plain draft, tells the server nothing, and it can be deleted', async () => {
	const { drafts, store, id } = await aRefusedPhone();
	expect(await drafts.edit(id, { settlesRefusal: true })).toMatchObject({
		refusal: null,
		progress: 'uploaded',
	});
	expect((await store.freeze(wholeOutbox)).mutations).toEqual([]);
	await drafts.remove(id);
	expect(await drafts.list()).toEqual([]);
});

test('to replace the other goes through the outbox as one submission that names it', async () => {
	const { drafts, store, id } = await aRefusedPhone();
	const waiting = await drafts.submit(id, { ...aSubmission(), replaces: other.id });
	expect(waiting).toMatchObject({ refusal: null, progress: 'waiting', submission: { replaces: other.id } });
	const { mutations } = await store.freeze(wholeOutbox);
	expect(mutations).toMatchObject([{ kind: 'enrollment.submit', body: { replaces: other.id } }]);
});

test('what is kept apart on purpose is remembered on the phone alone', async () => {
	const { phone, drafts, store, id } = await aRefusedPhone();
	expect(await drafts.edit(id, { keepBeside: other.id })).toMatchObject({
		keptBeside: [other.id],
		refusal: { code: 'enrollment.duplicate' },
	});
	expect((await store.freeze(wholeOutbox)).mutations).toEqual([]);
	const [kept] = await phone.restart().enrollments.list();
	expect(kept!.keptBeside).toEqual([other.id]);
});
