/** Another passphrase, and a passkey: each is a wrap of the same key. The browser's own authenticator is in `drive-vault.e2e.ts`. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { PasskeyPort } from '#lib/device/vault/passkey.ts';
import { CampusCoverDb } from '#lib/device/schema.ts';
import { failingAt } from '../failing-writes.ts';
import type { Phone } from '../phone.ts';
import { aKit, aVolunteer, driveId, leaseMs, passphrase, seen } from '../volunteer.ts';

const next = '换成另外一句足够长的口令';
const refused = (code: string) => ({ refusal: { code } });
const vaultOf = (phone: Phone) => phone.device.vault();

/** Gives for a credential and a salt always the same, as an authenticator does. */
function anAuthenticator(): PasskeyPort & { forget(): void } {
	const secrets = new Map<string, Uint8Array<ArrayBuffer>>();
	const secretFor = async (id: ArrayBuffer, salt: ArrayBuffer) => {
		const own = secrets.get(String(new Uint8Array(id)));
		if (!own) return null;
		const key = await crypto.subtle.importKey('raw', own, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
		return { credentialId: id, secret: await crypto.subtle.sign('HMAC', key, salt) };
	};
	return {
		make: (salt, random) => {
			const id = random.bytes(16).buffer;
			secrets.set(String(new Uint8Array(id)), random.bytes(32));
			return secretFor(id, salt);
		},
		ask: secretFor,
		forget: () => secrets.clear(),
	};
}

async function opensWith(phone: Phone, words: string): Promise<boolean> {
	phone.restart();
	return (await vaultOf(phone)).unlock(words).then(
		() => true,
		() => false,
	);
}

test('another passphrase opens the same vault, and the one before opens it no more', async () => {
	const { phone, drives } = await aVolunteer();
	const { id } = await drives.begin(driveId, '药学院');
	await drives.edit(id, { fields: { name: '还在填的人' } });
	await (await vaultOf(phone)).changePassphrase(passphrase, next);
	expect(await opensWith(phone, passphrase)).toBe(false);
	expect(await opensWith(phone, next)).toBe(true);
	expect((await seen({ drives: await phone.device.drives() })).drafts).toMatchObject([
		{ name: '还在填的人' },
	]);
});

test('it wants the present one, which counts as a try, and one that is long enough', async () => {
	const { phone } = await aVolunteer();
	const vault = await vaultOf(phone);
	await expect(vault.changePassphrase(passphrase, '太短')).rejects.toMatchObject(
		refused('device.passphrase-short'),
	);
	for (let n = 0; n < 5; n++) {
		await expect(vault.changePassphrase('不是这一句口令不是这一句', next)).rejects.toMatchObject(
			refused('device.passphrase-wrong'),
		);
	}
	await expect(vault.changePassphrase(passphrase, next)).rejects.toMatchObject(refused('device.vault-waits'));
});

test('an app that ends at each write of a change leaves the old one working, or the new one', async () => {
	const ends = new Set<string>();
	for (let n = 1, isThrough = false; !isThrough; n++) {
		const { phone } = await aVolunteer();
		const disk = failingAt(n, () => new TypeError('ends here'));
		await (await vaultOf(phone)).changePassphrase(passphrase, next).catch(() => undefined);
		isThrough = disk.count() < n;
		disk.restore();
		phone.nowMs += 3_600_000;
		const working = [await opensWith(phone, passphrase), await opensWith(phone, next)];
		expect(working.filter(Boolean)).toHaveLength(1);
		ends.add(working[0] ? 'old' : 'new');
	}
	expect([...ends].sort()).toEqual(['new', 'old']);
});

test('a change that wrote its wraps one after the other would leave a vault that nothing opens', async () => {
	const { phone } = await aVolunteer();
	const db = new CampusCoverDb(phone.name);
	const [before] = await db.lock.toArray();
	await (await vaultOf(phone)).changePassphrase(passphrase, next);
	const [after] = await db.lock.toArray();
	await db.lock.put({ ...before!, salt: after!.salt });
	db.close();
	expect([await opensWith(phone, passphrase), await opensWith(phone, next)]).toEqual([false, false]);
});

test('a passkey opens it beside the passphrase, across a change of that, until it is removed', async () => {
	const { phone } = await aVolunteer();
	phone.passkeys = anAuthenticator();
	await (await vaultOf(phone)).addPasskey(passphrase);
	await (await vaultOf(phone)).changePassphrase(passphrase, next);
	phone.restart();
	expect((await (await vaultOf(phone)).look()).status).toMatchObject({ state: 'locked', hasPasskey: true });
	await (await vaultOf(phone)).unlockByPasskey();
	expect((await (await vaultOf(phone)).look()).status).toMatchObject({ state: 'open' });
	expect(await opensWith(phone, next)).toBe(true);
	await (await vaultOf(phone)).removePasskey();
	phone.restart();
	expect((await (await vaultOf(phone)).look()).status).toMatchObject({ hasPasskey: false });
	await expect((await vaultOf(phone)).unlockByPasskey()).rejects.toMatchObject(
		refused('device.passkey-failed'),
	);
});

test('one that was turned down, that is gone, or that is another’s opens nothing, and takes nothing away', async () => {
	const { phone } = await aVolunteer();
	const vault = await vaultOf(phone);
	await expect(vault.addPasskey(passphrase)).rejects.toMatchObject(refused('device.passkey-failed'));
	expect((await vault.look()).status).toMatchObject({ hasPasskey: false });
	const own = anAuthenticator();
	phone.passkeys = own;
	await vault.addPasskey(passphrase);
	phone.restart();
	own.forget();
	await expect((await vaultOf(phone)).unlockByPasskey()).rejects.toMatchObject(
		refused('device.passkey-failed'),
	);
	phone.passkeys = {
		make: own.make,
		ask: async (credentialId) => ({ credentialId, secret: new Uint8Array(32) }),
	};
	await expect((await vaultOf(phone)).unlockByPasskey()).rejects.toMatchObject(
		refused('device.passkey-failed'),
	);
	expect(await opensWith(phone, passphrase)).toBe(true);
});

test('past the lease a passkey opens nothing either, and a revocation takes it', async () => {
	const { phone, school } = await aVolunteer();
	phone.passkeys = anAuthenticator();
	await (await vaultOf(phone)).addPasskey(passphrase);
	phone.restart();
	phone.nowMs += leaseMs + 1;
	await expect((await vaultOf(phone)).unlockByPasskey()).rejects.toMatchObject(refused('device.lease-over'));
	await (await vaultOf(phone)).heard([aKit(school.key, { state: 'revoked' })]);
	expect((await phone.rows()).lock).toEqual([]);
});
