import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { PaperName } from '#lib/device/paper-store.ts';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { anAccount, aPhone, type Phone } from './phone.ts';

const text = (words: string) => new Uint8Array(Buffer.from(words, 'utf8'));
const name = (more: Partial<PaperName> = {}): PaperName => ({ kind: 'receipt', id: 'a', mark: '0', ...more });

async function signedIn(): Promise<Phone> {
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	return phone;
}

async function keep(phone: Phone, paper: PaperName, bytes = text('回单')): Promise<boolean> {
	return (await phone.device.papers()).keep(paper, bytes);
}
const read = async (phone: Phone, paper: PaperName) => (await phone.device.papers()).read(paper);

test('a paper is there after a restart, byte for byte, and is no file that waits to be sent', async () => {
	const phone = await signedIn();
	const bytes = new Uint8Array(200_000).map((_, i) => i % 251);
	await keep(phone, name(), bytes);
	phone.restart();
	expect(await read(phone, name())).toEqual(bytes);
	expect(await read(phone, name({ id: 'b' }))).toBeNull();
	const owner = await phone.device.present.owner();
	expect(await (await phone.device.uploadStore(owner)).next(new Set())).toBeNull();
	phone.nowMs += 10 * 86_400_000;
	await (await phone.device.documents()).dropUnnamed();
	expect(await read(phone, name())).toEqual(bytes);
});

test('a newer paper of the same record takes the place of the older', async () => {
	const phone = await signedIn();
	await keep(phone, name());
	await keep(phone, name({ kind: 'letter' }));
	await keep(phone, name({ mark: '1' }), text('更正后的回单'));
	expect(await read(phone, name())).toBeNull();
	expect(await read(phone, name({ mark: '1' }))).toEqual(text('更正后的回单'));
	expect(await read(phone, name({ kind: 'letter' }))).toEqual(text('回单'));
});

test('at most twenty are kept, at most 8 MB, the oldest go; what is too large is not', async () => {
	const phone = await signedIn();
	for (let i = 0; i < 25; i++) await keep(phone, name({ id: `r${i}` }));
	expect(await read(phone, name({ id: 'r4' }))).toBeNull();
	expect(await read(phone, name({ id: 'r5' }))).not.toBeNull();
	for (let i = 0; i < 5; i++) await keep(phone, name({ id: `big${i}` }), new Uint8Array(1_900_000));
	expect(await read(phone, name({ id: 'big0' }))).toBeNull();
	expect(await read(phone, name({ id: 'big4' }))).not.toBeNull();
	expect(await keep(phone, name({ id: 'huge' }), new Uint8Array(2_000_001))).toBe(false);
	const db = new CampusCoverDb(phone.name);
	const rows = await db.document.toArray();
	expect(rows.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(8_000_000);
	// No slice is left of one that went.
	const slices = new Set((await db.slice.toArray()).map(({ hash }) => hash));
	expect(slices).toEqual(new Set(rows.map(({ hash }) => hash)));
	db.close();
});

test('it lies sealed, and nobody reads it after signing out', async () => {
	const phone = await signedIn();
	await keep(phone, name(), text('缴费人 张三丰'));
	const db = new CampusCoverDb(phone.name);
	const lying = (await db.slice.toArray()).map(({ ciphertext }) => Buffer.from(ciphertext).toString('utf8'));
	expect(lying.length).toBeGreaterThan(0);
	expect(lying.join()).not.toContain('张三丰');
	db.close();
	await phone.device.present.signOut();
	expect(await read(phone, name())).toBeNull();
});
