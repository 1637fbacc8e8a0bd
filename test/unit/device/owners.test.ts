import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { aDraft, anAccount, aPhone, aSubmission, wholeOutbox } from './phone.ts';

test("a second account on the phone never sees the first one's drafts, nor the phone's", async () => {
	const phone = aPhone();
	await phone.device.enrollments.create(aDraft);
	await phone.device.present.signIn(anAccount('account-a'));
	const own = await phone.device.enrollments.create(aDraft);
	await phone.device.present.signIn(anAccount('account-b', 9));
	expect(await phone.device.enrollments.list()).toEqual([]);
	expect(await phone.device.enrollments.get(own.id)).toBeNull();
	await expect(phone.device.enrollments.edit(own.id, { step: 'x' })).rejects.toThrow('request.not-found');
});

test('after signing out nothing on the phone opens the drafts, until the same account returns', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount('account-a'));
	const { id } = await phone.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
	await phone.device.present.signOut();
	const { vault } = await phone.rows();
	expect(vault.find((row) => row.owner === 'account-a')?.deviceWrap).toBeNull();
	await expect(phone.restart().enrollments.listOf('account-a')).rejects.toThrow('device.key-missing');
	await phone.device.present.signIn(anAccount('account-a'));
	expect((await phone.device.enrollments.get(id))?.fields).toEqual({ name: '张三' });
});

test('another unlock key does not open an account that signed out', async () => {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount('account-a', 7));
	await phone.device.enrollments.create(aDraft);
	await phone.device.present.signOut();
	await expect(phone.device.present.signIn(anAccount('account-a', 8))).rejects.toThrow('device.key-missing');
	expect(await phone.device.present.owner()).toBe('device');
});

test('who is signed in is known after a restart without a network, and its unlock key is not on the phone', async () => {
	const phone = aPhone();
	const account = anAccount();
	await phone.device.present.signIn(account);
	const { unlockKey, ...known } = account;
	expect(await phone.restart().present.account()).toEqual(known);
	expect(JSON.stringify(await phone.rows())).not.toContain(unlockKey);
});

test("claiming gives drafts to the account, with what the server must hear, and takes them from the phone's", async () => {
	const phone = aPhone();
	const mine = await phone.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
	await phone.device.enrollments.submit(mine.id, aSubmission());
	const others = await phone.device.enrollments.create(aDraft);
	await phone.device.present.signIn(anAccount());
	await phone.device.claim('account-a', [mine.id]);
	expect((await phone.device.unclaimed()).map(({ id }) => id)).toEqual([others.id]);
	expect(await phone.device.enrollments.get(mine.id)).toMatchObject({
		owner: 'account-a',
		progress: 'waiting',
	});
	const { mutations } = await (await phone.device.syncStore('account-a')).freeze(wholeOutbox);
	expect(mutations).toMatchObject([
		{ kind: 'enrollment.edit', record: mine.id, body: { fields: { name: '张三' } } },
		{ kind: 'enrollment.submit', record: mine.id, body: aSubmission() },
	]);
});

test('a draft is claimed once, though two tabs claim it', async () => {
	const phone = aPhone();
	const { id } = await phone.device.enrollments.create(aDraft);
	await phone.device.present.signIn(anAccount());
	const other = phone.otherTab().device;
	await Promise.all([phone.device.claim('account-a', [id]), other.claim('account-a', [id])]);
	expect((await phone.rows()).outbox).toHaveLength(1);
});

test('a sealed row does not open in the place of another', async () => {
	const phone = aPhone();
	const a = await phone.device.enrollments.create({ ...aDraft, fields: { name: '张三' } });
	const b = await phone.device.enrollments.create({ ...aDraft, fields: { name: '李四' } });
	const db = new CampusCoverDb(phone.name);
	const rows = await db.record.bulkGet([
		['device', a.id],
		['device', b.id],
	]);
	const { iv, ciphertext } = rows[0]!;
	await db.record.put({ ...rows[1]!, iv, ciphertext });
	db.close();
	expect((await phone.restart().enrollments.list()).map(({ id }) => id)).toEqual([a.id]);
});
