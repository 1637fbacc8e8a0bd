import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { isLongEnough } from '#shared/domain/drive/passphrase.ts';
import { anAccount, aPhone, type Phone } from '../phone.ts';
import { aKit, aSchoolKey, aVolunteer, driveId, leaseMs, passphrase } from '../volunteer.ts';

const hour = 3_600_000;
const refused = (code: string) => ({ refusal: { code } });
const statusOf = async (phone: Phone) => (await (await phone.device.vault()).look()).status;
const tryWith = async (phone: Phone, words: string) => (await phone.device.vault()).unlock(words);

async function tryWrong(phone: Phone, times: number): Promise<void> {
	for (let n = 0; n < times; n++) {
		phone.nowMs += hour;
		await expect(tryWith(phone, `${passphrase}${n}`)).rejects.toMatchObject(
			refused('device.passphrase-wrong'),
		);
	}
}

test('a vault is made once, closed by a restart, and opens with its passphrase alone', async () => {
	const { phone } = await aVolunteer();
	expect(await statusOf(phone)).toEqual({
		...{ state: 'open', isLeaseOver: false, waitMs: 0, hasPasskey: false },
	});
	phone.restart();
	expect(await statusOf(phone)).toMatchObject({ state: 'locked' });
	await expect((await phone.device.drives()).begin(driveId, '')).rejects.toMatchObject(
		refused('device.vault-locked'),
	);
	await expect(tryWith(phone, `${passphrase}。`)).rejects.toMatchObject(refused('device.passphrase-wrong'));
	await tryWith(phone, passphrase);
	expect(await statusOf(phone)).toMatchObject({ state: 'open' });
});

test('setting up a second time makes no second vault', async () => {
	const { phone } = await aVolunteer();
	const vault = await phone.device.vault();
	vault.lock();
	await expect(vault.setUp(`${passphrase}另一个`)).rejects.toMatchObject(refused('device.passphrase-wrong'));
	await vault.setUp(passphrase);
	expect(await statusOf(phone)).toMatchObject({ state: 'open' });
});

test('a passphrase is counted in characters, and is the same in every way of writing it', async () => {
	expect([isLongEnough('𬭼'.repeat(11)), isLongEnough('𬭼'.repeat(12))]).toEqual([false, true]);
	const phone = aPhone();
	await phone.device.present.signIn(anAccount());
	const vault = await phone.device.vault();
	await vault.heard([aKit((await aSchoolKey()).key)]);
	await expect(vault.setUp('eleven char')).rejects.toMatchObject(refused('device.passphrase-short'));
	await vault.setUp('Café au lait, s.v.p.'.normalize('NFD'));
	vault.lock();
	await vault.unlock('Café au lait, s.v.p.'.normalize('NFC'));
	expect(await statusOf(phone)).toMatchObject({ state: 'open' });
});

test('nothing that the phone or the server has opens the vault: no wrap but the passphrase’s', async () => {
	const { phone, drives } = await aVolunteer();
	await drives.begin(driveId, '信息工程学院');
	phone.restart();
	// Everything that the account has: its session, its unlock key, the device's key.
	await phone.device.present.signIn(anAccount());
	expect(await phone.device.present.account()).toMatchObject({ id: 'account-a' });
	expect(await statusOf(phone)).toMatchObject({ state: 'locked' });
	const { lock } = await phone.rows();
	expect(Object.keys(lock[0]!).filter((name) => /wrap/i.test(name))).toEqual(['wrap', 'spareWrap']);
});

test('after another account signed in, the first one’s vault is closed', async () => {
	const { phone } = await aVolunteer();
	await phone.device.present.signIn(anAccount('account-b', 8));
	expect(await statusOf(phone)).toMatchObject({ state: 'none' });
	await phone.device.present.signIn(anAccount());
	expect(await statusOf(phone)).toMatchObject({ state: 'locked' });
});

test('bits of the wrap that the disk lost cost no vault', async () => {
	const { phone } = await aVolunteer();
	phone.restart();
	const db = new CampusCoverDb(phone.name);
	const [row] = await db.lock.toArray();
	new Uint8Array(row!.wrap.ciphertext)[3]! ^= 1;
	await db.lock.put(row!);
	db.close();
	await tryWith(phone, passphrase);
	expect(await statusOf(phone)).toMatchObject({ state: 'open' });
});

test('four wrong tries are free, the fifth begins waits that grow and outlast a restart', async () => {
	const { phone } = await aVolunteer();
	phone.restart();
	await tryWrong(phone, 5);
	expect((await statusOf(phone)).waitMs).toBeGreaterThan(55_000);
	phone.restart();
	await expect(tryWith(phone, passphrase)).rejects.toMatchObject(refused('device.vault-waits'));
	phone.nowMs += 61_000;
	await expect(tryWith(phone, 'not the passphrase')).rejects.toMatchObject(
		refused('device.passphrase-wrong'),
	);
	expect((await statusOf(phone)).waitMs).toBeGreaterThan(115_000);
	// A clock that is set back makes the wait no shorter; time that really goes by ends it.
	phone.nowMs -= 72 * hour;
	expect((await statusOf(phone)).waitMs).toBeGreaterThan(115_000);
	phone.ranMs += 121_000;
	await tryWith(phone, passphrase);
	expect(await statusOf(phone)).toMatchObject({ state: 'open', waitMs: 0 });
});

test('a try that was killed half-way counts', async () => {
	const { phone } = await aVolunteer();
	phone.restart();
	const killed = tryWith(phone, 'not the passphrase').catch(() => undefined);
	await expect.poll(async () => (await phone.rows()).lock[0]!.wrongTries).toBe(1);
	phone.restart();
	await killed;
	await tryWrong(phone, 1);
	expect((await phone.rows()).lock[0]!.wrongTries).toBe(2);
});

test('wrong tries without end wipe what the server has, and nothing else', async () => {
	const { phone, drives } = await aVolunteer();
	const { id } = await drives.begin(driveId, '信息工程学院');
	const { vault } = { vault: await phone.device.vault() };
	vault.lock();
	const db = new CampusCoverDb(phone.name);
	const rest = {
		owner: 'account-a',
		driveId,
		mark: '',
		code: null,
		serverState: null,
		sealedAtMs: 1,
	};
	const bytes = { iv: new ArrayBuffer(12), ciphertext: new ArrayBuffer(20) };
	await db.stub.bulkAdd([
		{ ...rest, ...bytes, id: 'a', state: 'taken' },
		{ ...rest, ...bytes, id: 'b', state: 'sealed' },
		{ ...rest, ...bytes, id: 'c', state: 'refused' },
	]);
	db.close();
	await tryWrong(phone, 9);
	expect((await phone.rows()).stub).toHaveLength(3);
	await tryWrong(phone, 1);
	const { stub, driveDraft } = await phone.rows();
	expect([stub.map((row) => row.id), driveDraft.map((row) => row.id)]).toEqual([['b', 'c'], [id]]);
	phone.nowMs += hour;
	await tryWith(phone, passphrase);
	expect((await drives.get(id)).college).toBe('信息工程学院');
});

test('after 72 hours without the server the vault is locked until it was heard', async () => {
	const { phone, school, drives } = await aVolunteer();
	const { id } = await drives.begin(driveId, '信息工程学院');
	phone.nowMs += leaseMs - 60_000;
	expect(await statusOf(phone)).toMatchObject({ state: 'open', isLeaseOver: false });
	phone.nowMs += 61_000;
	expect(await statusOf(phone)).toMatchObject({ state: 'locked', isLeaseOver: true });
	await expect(drives.get(id)).rejects.toMatchObject(refused('device.lease-over'));
	await expect(tryWith(phone, passphrase)).rejects.toMatchObject(refused('device.lease-over'));
	const nowMs = Date.UTC(2026, 9, 20);
	await (await phone.device.vault()).heard([aKit(school.key, { nowMs, leaseUntilMs: nowMs + leaseMs })]);
	await tryWith(phone, passphrase);
	expect((await drives.get(id)).id).toBe(id);
});

test('a clock set back three days makes the lease no longer', async () => {
	const { phone } = await aVolunteer();
	phone.nowMs += 71 * hour;
	await statusOf(phone);
	phone.nowMs -= 72 * hour;
	phone.restart();
	expect(await statusOf(phone)).toMatchObject({ isLeaseOver: false });
	phone.nowMs += hour;
	expect(await statusOf(phone)).toMatchObject({ isLeaseOver: true });
});

test('while the page runs, time goes by whatever the clock says', async () => {
	const { phone } = await aVolunteer();
	for (let hours = 0; hours < 72; hours++) {
		phone.ranMs += hour;
		phone.nowMs -= 1_000;
		await statusOf(phone);
	}
	expect(await statusOf(phone)).toMatchObject({ state: 'locked', isLeaseOver: true });
});

test('two tabs of one phone count the same hours once', async () => {
	const { phone } = await aVolunteer();
	const other = phone.otherTab();
	await (await other.device.vault()).unlock(passphrase);
	for (let half = 0; half < 140; half++) {
		for (const tab of [phone, other]) {
			tab.ranMs += hour / 2;
			tab.nowMs += hour / 2;
		}
		await statusOf(half % 2 ? other : phone);
	}
	expect(await statusOf(phone)).toMatchObject({ state: 'open', isLeaseOver: false });
	for (const tab of [phone, other]) tab.ranMs += 3 * hour;
	expect(await statusOf(other)).toMatchObject({ state: 'locked', isLeaseOver: true });
});

test('a revoked assignment wipes the drive at first contact, locked or not', async () => {
	const { phone, school, drives } = await aVolunteer();
	await drives.begin(driveId, '信息工程学院');
	phone.restart();
	const vault = await phone.device.vault();
	await vault.heard([aKit(school.key, { state: 'revoked' })]);
	const { lock, driveDraft, stub } = await phone.rows();
	expect([lock, driveDraft, stub]).toEqual([[], [], []]);
	expect((await vault.look()).status).toMatchObject({ state: 'none' });
});

test('another drive of the same volunteer stays when one is revoked', async () => {
	const { phone, school, drives } = await aVolunteer();
	const other = aKit(school.key);
	const otherId = driveId.replace('d001', 'd002');
	const vault = await phone.device.vault();
	await vault.heard([other, { ...other, drive: { ...other.drive, id: otherId } }]);
	const kept = await drives.begin(driveId, '');
	const wiped = await drives.begin(otherId, '');
	await vault.heard([other, { ...other, drive: { ...other.drive, id: otherId }, state: 'revoked' }]);
	expect((await drives.get(kept.id)).id).toBe(kept.id);
	await expect(drives.get(wiped.id)).rejects.toMatchObject(refused('request.not-found'));
});
