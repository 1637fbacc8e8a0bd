import { expect, test } from 'vitest';
import type { EditBody } from '#shared/protocol/mutation.ts';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import { aDraft, anAccount, aPhone, aReply, aView, wholeOutbox } from './phone.ts';

/** A phone that holds one record as the server has it, at a revision. */
async function aPhoneWith(part: Partial<EnrollmentView>) {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const store = await phone.device.syncStore('account-a');
	const id = '01840000-0000-7000-8000-000000000001';
	const hears = (view: Partial<EnrollmentView>, results: { sequence: number; status: 'applied' }[] = []) =>
		store.apply(aReply({ results, changes: [{ kind: 'enrollment', id, view: aView(id, view) }] }));
	await hears(part);
	const sent = async () => (await store.freeze(wholeOutbox)).mutations.map(({ body }) => body as EditBody);
	return { phone, store, drafts: phone.device.enrollments, id, hears, sent };
}

test('an edit says on which revision it was made, and nothing that did not change; a new record says neither', async () => {
	const { drafts, id, sent } = await aPhoneWith({ revision: 3, fields: { name: '张三' } });
	await drafts.edit(id, { fields: { phone: '13800000001' } });
	await drafts.create({ ...aDraft, fields: { name: '李四' } });
	const [known, fresh] = await sent();
	expect(known).toEqual({ fields: { phone: '13800000001' }, base: 3 });
	expect(fresh).toEqual({ ...aDraft, fields: { name: '李四' } });
});

test('what was typed upon different views stays apart; what was typed upon the same goes as one', async () => {
	const { drafts, id, hears, sent } = await aPhoneWith({ revision: 3, fields: {} });
	await drafts.edit(id, { fields: { name: '张' } });
	await drafts.edit(id, { fields: { name: '张三' } });
	await hears({ revision: 5, fields: { address: '别处来的' } });
	await drafts.edit(id, { fields: { address: '看过之后改的' } });
	expect(await sent()).toEqual([
		{ fields: { name: '张三' }, base: 3 },
		{ fields: { address: '看过之后改的' }, base: 5 },
	]);
});

test('a field whose own edit is still under way was not seen anew: the later edit says so', async () => {
	const { drafts, id, hears, sent } = await aPhoneWith({ revision: 3, fields: {} });
	await drafts.edit(id, { fields: { name: '张三' } });
	await hears({ revision: 5, fields: { name: '别处来的' } });
	expect(await drafts.get(id)).toMatchObject({ fields: { name: '张三' } });
	await drafts.edit(id, { fields: { name: '张三丰' } });
	expect(await sent()).toEqual([{ fields: { name: '张三丰' }, base: 3 }]);
});

test('a conflict is told until the person has chosen, offline too', async () => {
	const conflict = { n: 7, field: 'name', value: '乙', atMs: 1 };
	const { drafts, id, hears, sent } = await aPhoneWith({
		revision: 3,
		fields: { name: '甲' },
		conflicts: [conflict],
	});
	expect((await drafts.get(id))?.conflicts).toEqual([conflict]);
	const chosen = await drafts.edit(id, { fields: { name: '乙' }, settles: [7] });
	expect(chosen.conflicts).toEqual([]);
	expect(await sent()).toEqual([{ fields: { name: '乙' }, base: 3, settles: [7] }]);
	await hears({ revision: 3, fields: { name: '甲' }, conflicts: [conflict] });
	expect((await drafts.get(id))?.conflicts).toEqual([]);
	await hears({ revision: 4, fields: { name: '乙' }, conflicts: [{ ...conflict, n: 8 }] });
	expect((await drafts.get(id))?.conflicts).toMatchObject([{ n: 8 }]);
});

test('letting the first stand is an edit of its own', async () => {
	const conflicts = [{ n: 7, field: 'name', value: '乙', atMs: 1 }];
	const { drafts, id, sent } = await aPhoneWith({ revision: 3, fields: { name: '甲' }, conflicts });
	await drafts.edit(id, { settles: [7] });
	expect(await sent()).toEqual([{ fields: {}, base: 3, settles: [7] }]);
});

test('a record that the server no longer holds goes again whole with the next edit', async () => {
	const { store, drafts, id } = await aPhoneWith({ revision: 3, fields: { name: '张三' } });
	await drafts.edit(id, { fields: { phone: '13800000001' } });
	const { firstSequence } = await store.freeze(wholeOutbox);
	const result = { sequence: firstSequence, status: 'refused' as const, code: 'request.not-found' as const };
	await store.apply(aReply({ results: [result] }));
	expect(await drafts.get(id)).toMatchObject({ refusal: { code: 'request.not-found' } });
	await drafts.edit(id, { fields: { address: '新址' } });
	const batch = await store.freeze(wholeOutbox);
	expect(batch.mutations).toMatchObject([
		{ body: { ...aDraft, fields: { name: '张三', phone: '13800000001', address: '新址' } } },
	]);
});
