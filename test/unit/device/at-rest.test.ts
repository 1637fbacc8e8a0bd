import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { aDraft, anAccount, aPhone, type Phone } from './phone.ts';
import { foundInRows } from './raw-rows.ts';

const secrets = ['张三丰', '530102199003074477', '13888880001', '昆明市五华区'];

const found = (phone: Phone) => foundInRows(phone, secrets);

async function aPhoneWithSecrets(): Promise<Phone> {
	const phone = aPhone();
	const [name, idNumber, tel, address] = secrets as [string, string, string, string];
	const fields = { name, idNumber, phone: tel, address };
	await phone.device.enrollments.create({ ...aDraft, fields });
	await phone.device.present.signIn({ ...anAccount(), person: { name, idNumberMasked: idNumber } });
	const { id } = await phone.device.enrollments.create({ ...aDraft, fields });
	await (await phone.device.syncStore('account-a')).freeze({ mutations: 9, bytes: 9_999 });
	await phone.device.enrollments.edit(id, { fields: { name: `${name}二` } });
	return phone;
}

test('no row holds what a person typed, in UTF-8 or UTF-16LE', async () => {
	expect(await found(await aPhoneWithSecrets())).toEqual([]);
});

test.each([
	['as text', secrets[0]!],
	['as UTF-8 bytes', new Uint8Array(Buffer.from(secrets[0]!, 'utf8')).buffer],
	['as UTF-16LE bytes', new Uint8Array(Buffer.from(secrets[0]!, 'utf16le')).buffer],
])('the search finds a plaintext that was planted %s', async (_how, planted) => {
	const phone = await aPhoneWithSecrets();
	const db = new CampusCoverDb(phone.name);
	await db.meta.put({ name: 'planted', value: planted });
	db.close();
	expect(await found(phone)).toEqual([secrets[0]]);
});
