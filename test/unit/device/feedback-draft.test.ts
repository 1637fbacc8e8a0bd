import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { anAccount, aPhone } from './phone.ts';

const draft = {
	id: 'f1',
	category: 'payment',
	office: 'centre',
	recordId: null,
	words: '张三丰的问题',
	pictures: ['ab'.repeat(32)],
};

test('what is being written is there after a restart, sealed, and nobody’s after signing out', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	await (await phone.device.feedbackDraft()).keep(draft);
	phone.restart();
	expect(await (await phone.device.feedbackDraft()).read()).toEqual(draft);
	const db = new CampusCoverDb(phone.name);
	const row = (await db.meta.toArray()).find(({ name }) => name.startsWith('feedback-draft'))!;
	const { ciphertext } = row.value as { ciphertext: ArrayBuffer };
	expect(Buffer.from(ciphertext).toString('utf8')).not.toContain('张三丰');
	db.close();
	await phone.device.present.signOut();
	expect(await (await phone.device.feedbackDraft()).read()).toBeNull();
	await phone.device.present.signIn(anAccount());
	expect(await (await phone.device.feedbackDraft()).read()).toEqual(draft);
	await (await phone.device.feedbackDraft()).drop();
	expect(await (await phone.device.feedbackDraft()).read()).toBeNull();
});

test('a picture of what is being written is kept, however old; one that was taken out goes at once', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const documents = await phone.device.documents();
	const [kept, taken] = [
		await documents.add(new Uint8Array([1, 2, 3]), 'image/jpeg'),
		await documents.add(new Uint8Array([4, 5, 6]), 'image/jpeg'),
	];
	await (await phone.device.feedbackDraft()).keep({ ...draft, pictures: [kept] });
	phone.nowMs += 2 * 86_400_000;
	// Named, so it does not go even when it is asked for by name.
	expect(await documents.dropUnnamed(kept)).toBe(0);
	expect(await documents.dropUnnamed(taken)).toBe(1);
	expect(await documents.dropUnnamed()).toBe(0);
	expect((await documents.read(kept)).bytes).toEqual(new Uint8Array([1, 2, 3]));
	await expect(documents.read(taken)).rejects.toMatchObject({ refusal: { code: 'device.document-missing' } });
});

test('a draft that an older version of the app kept has no pictures', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const { pictures: _, ...older } = draft;
	await (await phone.device.feedbackDraft()).keep(older as typeof draft);
	expect(await (await phone.device.feedbackDraft()).read()).toEqual({ ...older, pictures: [] });
});
