import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { ReceivedFile, ReceivedStore } from '#lib/device/received-store.ts';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { anAccount, aPhone, type Phone } from './phone.ts';

const text = (words: string) => new Uint8Array(Buffer.from(words, 'utf8'));
const aFile = (name: string) => ({ name, type: 'image/jpeg' as const, bytes: text(`张三丰的发票 ${name}`) });

function listOf(store: ReceivedStore): Promise<ReceivedFile[]> {
	return new Promise((resolve) => {
		const stop = store.watchList((files) => {
			resolve(files);
			queueMicrotask(() => stop());
		});
	});
}
const namesOn = async (phone: Phone) => (await listOf(await phone.device.received())).map(({ name }) => name);

test('a file is listed newest first, read as it came, and gone when removed, after a restart too', async () => {
	const phone = aPhone();
	const store = await phone.device.received();
	await store.add(aFile('一.jpg'));
	await store.add(aFile('二.jpg'));
	phone.restart();
	const again = await phone.device.received();
	const files = await listOf(again);
	expect(files.map(({ name, sizeBytes, type }) => [name, sizeBytes, type])).toEqual([
		['二.jpg', aFile('二.jpg').bytes.length, 'image/jpeg'],
		['一.jpg', aFile('一.jpg').bytes.length, 'image/jpeg'],
	]);
	expect(await again.read(files[1]!.id)).toEqual(aFile('一.jpg').bytes);
	await again.remove(files[0]!.id);
	expect(await namesOn(phone)).toEqual(['一.jpg']);
	await expect(again.read(files[0]!.id)).rejects.toMatchObject({ refusal: { code: 'request.not-found' } });
});

test('what came while somebody was signed in is theirs alone; what came before is whoever has the phone', async () => {
	const phone = aPhone();
	await (await phone.device.received()).add(aFile('没登录.jpg'));
	await phone.device.present.signIn(anAccount());
	await (await phone.device.received()).add(aFile('登录后.jpg'));
	expect(await namesOn(phone)).toEqual(['登录后.jpg', '没登录.jpg']);
	const [own] = await listOf(await phone.device.received());
	await phone.device.present.signOut();
	expect(await namesOn(phone)).toEqual(['没登录.jpg']);
	await expect((await phone.device.received()).read(own!.id)).rejects.toMatchObject({
		refusal: { code: 'request.not-found' },
	});
});

test('neither a name nor a byte of a file lies there in the clear', async () => {
	const phone = aPhone();
	await (await phone.device.received()).add(aFile('张三丰.jpg'));
	const db = new CampusCoverDb(phone.name);
	const bytesOf = (value: unknown): string => {
		if (value instanceof ArrayBuffer) return Buffer.from(value).toString('latin1');
		if (typeof value === 'string') return Buffer.from(value, 'utf8').toString('latin1');
		return typeof value === 'object' && value !== null ? Object.values(value).map(bytesOf).join('\n') : '';
	};
	const secret = Buffer.from('张三丰', 'utf8').toString('latin1');
	expect(bytesOf(await db.received.toArray())).not.toContain(secret);
	const [row] = await db.received.toArray();
	await db.received.put({ ...row!, ciphertext: aFile('').bytes.buffer });
	expect(bytesOf(await db.received.toArray())).toContain(secret);
	db.close();
});
