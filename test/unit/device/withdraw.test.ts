import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { EnrollmentView } from '#shared/protocol/view.ts';
import { aDraft, anAccount, aPhone, aReply, aView, wholeOutbox } from './phone.ts';

/** A phone whose one enrollment the server holds in this state. */
async function aPhoneWith(state: EnrollmentView['state']) {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const drafts = phone.device.enrollments;
	const store = await phone.device.syncStore('account-a');
	const { id } = await drafts.create(aDraft);
	await store.freeze(wholeOutbox);
	const hear = (next: EnrollmentView['state'], results: unknown[] = []) =>
		store.apply(
			aReply({
				results: results as never,
				changes: [{ kind: 'enrollment', id, view: { ...aView(id), state: next } }],
			}),
		);
	await hear(state, [{ sequence: 1, status: 'applied' }]);
	return { drafts, store, id, hear };
}

test('a withdrawal waits in the outbox, and the enrollment stays closed until the server has taken it', async () => {
	const { drafts, store, id, hear } = await aPhoneWith('declared');
	expect(await drafts.withdraw(id)).toMatchObject({ isWithdrawing: true, progress: 'waiting' });
	await expect(drafts.edit(id, { fields: { name: '李四' } })).rejects.toThrow('enrollment.wrong-state');
	await expect(drafts.withdraw(id)).rejects.toThrow('enrollment.wrong-state');
	const batch = await store.freeze(wholeOutbox);
	expect(batch.mutations).toMatchObject([{ kind: 'enrollment.withdraw', record: id, body: {} }]);
	await hear('draft', [{ sequence: 2, status: 'applied' }]);
	expect(await drafts.get(id)).toMatchObject({ isWithdrawing: false, progress: 'uploaded' });
	await drafts.edit(id, { fields: { name: '李四' } });
});

test('a withdrawal that came too late is told, and no longer waits', async () => {
	const { drafts, store, id, hear } = await aPhoneWith('declared');
	await drafts.withdraw(id);
	await store.freeze(wholeOutbox);
	await hear('approved', [{ sequence: 2, status: 'refused', code: 'enrollment.wrong-state' }]);
	expect(await drafts.get(id)).toMatchObject({
		isWithdrawing: false,
		refusal: { code: 'enrollment.wrong-state' },
		server: { state: 'approved' },
	});
});

test.each(['draft', 'returned', 'approved', 'rejected'] as const)(
	'nothing is withdrawn when %s',
	async (state) => {
		const { drafts, store, id } = await aPhoneWith(state);
		await expect(drafts.withdraw(id)).rejects.toThrow('enrollment.wrong-state');
		expect((await store.freeze(wholeOutbox)).mutations).toEqual([]);
	},
);
