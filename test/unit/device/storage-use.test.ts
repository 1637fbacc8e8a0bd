import { expect, test } from 'vitest';
import { aDraft, aPhone, anAccount } from './phone.ts';

test('what is counted is everybody’s on this phone, also of those who signed out', async () => {
	const { device } = aPhone();
	await device.present.signIn(anAccount('account-a'));
	await device.enrollments.create(aDraft);
	await device.present.signOut();
	expect(await device.enrollments.list()).toEqual([]);
	expect((await device.room()).records.count).toBe(1);
});
