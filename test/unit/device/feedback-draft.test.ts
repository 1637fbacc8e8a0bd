import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { anAccount, aPhone } from './phone.ts';

const draft = { id: 'f1', category: 'payment', office: 'centre', recordId: null, words: '张三丰的问题' };

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
