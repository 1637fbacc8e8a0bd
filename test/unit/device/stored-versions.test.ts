import 'fake-indexeddb/auto';
import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sha256Hex } from '#shared/std/hash.ts';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { restoreDatabase, type StoredDatabase } from '../../fixtures/indexeddb/stored-database.ts';
import { aPhone, wholeOutbox, type Phone } from './phone.ts';
import { driveId, passphrase, seen } from './volunteer.ts';

/** Since version 2. */
const hasClaims = (file: string) => versionOf(file) >= 2;
const versionOf = (file: string) => Number(/\d+/.exec(file));

const folder = 'test/fixtures/indexeddb';
const versions = readdirSync(folder).filter((name) => /^version-\d+\.json$/.test(name));
const read = (name: string) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as StoredDatabase;

test('every version up to the present one is stored', () => {
	const db = new CampusCoverDb('any');
	expect(versions).toHaveLength(db.verno);
});

test.each(versions)('%s opens with the code of today, and nothing of it is lost', async (file) => {
	const phone = aPhone();
	await restoreDatabase(phone.name, read(file));
	const [own, ...others] = await phone.device.enrollments.list();
	expect(others).toEqual([]);
	expect(own).toMatchObject({
		owner: 'account-a',
		fields: { name: '张三', phone: '13800000001' },
		step: 'person/contact',
		progress: 'waiting',
	});
	expect((await phone.device.unclaimed()).map(({ fields }) => fields)).toEqual([{ name: '李未认领' }]);
	const claims = await (await phone.device.claims()).list();
	expect(claims.map(({ documents }) => Object.keys(documents))).toEqual(
		hasClaims(file) ? [['inpatient-receipt']] : [],
	);
	for (const hash of claims.flatMap(({ documents }) => documents['inpatient-receipt']!)) {
		const { bytes, type } = await (await phone.device.documents()).read(hash);
		expect([await sha256Hex(bytes), type]).toEqual([hash, 'image/jpeg']);
	}
	const names: string[] = [];
	await expect
		.poll(async () => {
			const store = await phone.device.received();
			const stop = store.watchList((files) => names.splice(0, 9, ...files.map(({ name }) => name)));
			await new Promise((resolve) => setTimeout(resolve, 20));
			stop();
			return names;
		})
		.toEqual(versionOf(file) >= 4 ? ['发票.jpg'] : []);
	expect(await studentsAtDrive(phone)).toEqual(versionOf(file) >= 7 ? ['王五'] : []);
	const batch = await (await phone.device.syncStore('account-a')).freeze(wholeOutbox);
	expect(batch).toMatchObject({
		firstSequence: 1,
		remaining: hasClaims(file) ? 2 : 1,
		mutations: [{ body: { fields: { name: '张三' } } }],
	});
});

/** Since version 7, behind a passphrase. */
async function studentsAtDrive(phone: Phone): Promise<unknown[]> {
	const vault = await phone.device.vault();
	if ((await vault.look()).status.state === 'none') return [];
	await vault.unlock(passphrase);
	const { driveDraft } = await phone.rows();
	const drives = await phone.device.drives();
	const { drafts } = await seen({ drives });
	expect(drafts.map(({ name }) => name)).toEqual(['王五']);
	return Promise.all(driveDraft.map(async ({ id }) => (await drives.get(id)).fields.name));
}

test('a school’s roster of version 8 is read', async () => {
	const phone = aPhone();
	await restoreDatabase(phone.name, read('version-8.json'));
	await (await phone.device.vault()).unlock(passphrase);
	const students = await (await phone.device.drives()).roster.students(driveId);
	expect(students).toMatchObject([{ name: '赵六', initials: 'zl' }]);
});

test('numbers and copies of version 8 are found again, with the hole where one was settled before its neighbours', async () => {
	const stored = read('version-8.json');
	const [row] = stored.rows.outbox as Record<string, unknown>[];
	stored.rows.outbox!.push({ ...row, n: 9, key: 'k9', sequence: 3 });
	const { n: _, ...entry } = row!;
	stored.rows.acknowledged = [{ ...entry, n: 8, key: 'k8', sequence: 2, device: 'd', atMs: 5 }];
	const phone = aPhone();
	await restoreDatabase(phone.name, stored);
	const { outbox, acknowledged } = await phone.rows();
	const numbered = outbox.flatMap(({ n, sequence }) => (sequence === null ? [] : [[n, sequence]]));
	expect(numbered).toEqual([
		[row!.n, 1],
		[9, 3],
	]);
	const { owner } = row!;
	const copy = { n: 8, key: 'k8', sequence: 2, recordId: row!.recordId };
	expect(acknowledged).toMatchObject([{ n: 8, owner, device: 'd', atMs: 5, entries: [copy] }]);
	expect(Object.keys(acknowledged[0]!.entries[0]!)).not.toContain('owner');
});

/** Dexie counts in tens. */
const nativeVersion = (db: CampusCoverDb) => db.verno * 10;

/** Begins the upgrade as the app would, and ends as a killed tab does: in the middle, the transaction never committed. */
function killedUpgrade(name: string, version: number, how: 'abort' | 'commit'): Promise<void> {
	return new Promise((resolve, reject) => {
		const opening = indexedDB.open(name, version);
		opening.onupgradeneeded = () => {
			opening.result.createObjectStore('acknowledged', { keyPath: 'n' });
			opening.transaction!.objectStore('outbox').clear();
			if (how === 'abort') opening.transaction!.abort();
		};
		opening.onsuccess = () => {
			opening.result.close();
			resolve();
		};
		opening.onerror = () => (how === 'abort' ? resolve() : reject(opening.error!));
	});
}

test.each(versions.slice(0, -1))(
	'an upgrade of %s that is killed half-way begins anew, and loses nothing',
	async (file) => {
		const phone = aPhone();
		await restoreDatabase(phone.name, read(file));
		await killedUpgrade(phone.name, nativeVersion(new CampusCoverDb('any')), 'abort');
		const [own] = await phone.device.enrollments.list();
		expect(own).toMatchObject({ fields: { name: '张三', phone: '13800000001' } });
		const batch = await (await phone.device.syncStore('account-a')).freeze(wholeOutbox);
		expect(batch).toMatchObject({ firstSequence: 1, mutations: [{ body: { fields: { name: '张三' } } }] });
	},
);

test('an upgrade that was not one transaction would lose the outbox: the same half, committed, shows it', async () => {
	const phone = aPhone();
	await restoreDatabase(phone.name, read('version-1.json'));
	await killedUpgrade(phone.name, nativeVersion(new CampusCoverDb('any')), 'commit');
	const batch = await (await phone.device.syncStore('account-a')).freeze(wholeOutbox);
	expect(batch.mutations).toHaveLength(0);
});

test('a stored version whose bytes were damaged does not pass', async () => {
	const stored = read(versions[0]!);
	const [record] = stored.rows.record as { iv: { $bytes: string } }[];
	record!.iv.$bytes = `${record!.iv.$bytes.startsWith('A') ? 'B' : 'A'}${record!.iv.$bytes.slice(1)}`;
	const phone = aPhone();
	await restoreDatabase(phone.name, stored);
	const whole = aPhone();
	await restoreDatabase(whole.name, read(versions[0]!));
	const countOn = async ({ device }: typeof phone) =>
		(await Promise.all([device.enrollments.list(), device.unclaimed()])).flat().length;
	expect(await countOn(phone)).toBe((await countOn(whole)) - 1);
});
