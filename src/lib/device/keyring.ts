/*
 * Data keys: 256 random bits for each owner, on disk only wrapped.
 *
 *   device key (non-extractable CryptoKey in `meta`) ──wraps──▶ data key of 'device' and of the signed-in account
 *   unlock key (32 bytes, held by the server)        ──wraps──▶ data key of its account
 *
 * Signing out deletes the account's device wrap: from then on nothing on the phone opens its drafts. What
 * this protects from, and what not: docs/adr/0005-keys-at-rest.md.
 */
import { RefusalError } from '#shared/errors/error-codes.ts';
import type { Random } from '#shared/std/clock.ts';
import type { CampusCoverDb, Sealed } from './schema.ts';
import { openBytes, sealBytes, type Place } from './seal.ts';
import type { OwnerId } from './types.ts';

const deviceKeyName = 'device-key';
const wrapPlace = (owner: OwnerId, by: 'device' | 'account'): Place => ['vault', by, owner];

function importKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
	return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

export class Keyring {
	readonly #db: CampusCoverDb;
	readonly #random: Random;
	readonly #open = new Map<OwnerId, CryptoKey>();

	constructor(db: CampusCoverDb, random: Random) {
		this.#db = db;
		this.#random = random;
	}

	/** The owner's data key. RefusalError `device.key-missing` when it is closed on this phone, or lost. */
	async keyOf(owner: OwnerId): Promise<CryptoKey> {
		const cached = this.#open.get(owner);
		if (cached) return cached;
		let row = await this.#db.vault.get(owner);
		if (!row && owner === 'device') row = await this.#addDeviceOwner();
		if (!row?.deviceWrap) throw new RefusalError({ code: 'device.key-missing' });
		const key = await importKey(await this.#unwrap(owner, 'device', row.deviceWrap, await this.#deviceKey()));
		this.#open.set(owner, key);
		return key;
	}

	/**
	 * Opens an account's drafts after signing in, making its data key the first time. Rejects with
	 * `device.key-missing` when this unlock key is not the one that the drafts were sealed for.
	 */
	async openAccount(owner: OwnerId, unlockKey: Uint8Array<ArrayBuffer>): Promise<void> {
		const [deviceKey, accountKey] = await Promise.all([this.#deviceKey(), importKey(unlockKey)]);
		const row = await this.#db.vault.get(owner);
		let bytes: Uint8Array<ArrayBuffer>;
		if (row?.deviceWrap) bytes = await this.#unwrap(owner, 'device', row.deviceWrap, deviceKey);
		else if (row?.accountWrap) bytes = await this.#unwrap(owner, 'account', row.accountWrap, accountKey);
		else bytes = this.#random.bytes(32);
		await this.#db.vault.put({
			owner,
			deviceWrap: await sealBytes(deviceKey, wrapPlace(owner, 'device'), bytes, this.#random),
			accountWrap: await sealBytes(accountKey, wrapPlace(owner, 'account'), bytes, this.#random),
		});
		this.#open.set(owner, await importKey(bytes));
	}

	/** After this only the account's server-held key opens its drafts. */
	async closeAccount(owner: OwnerId): Promise<void> {
		this.#open.delete(owner);
		await this.#db.vault.update(owner, { deviceWrap: null });
	}

	/** Drops keys from memory, e.g. when another tab signed out. */
	forgetAllBut(owner: OwnerId): void {
		for (const held of this.#open.keys()) if (held !== owner) this.#open.delete(held);
	}

	async #unwrap(owner: OwnerId, by: 'device' | 'account', wrap: Sealed, key: CryptoKey) {
		try {
			return await openBytes(key, wrapPlace(owner, by), wrap);
		} catch {
			throw new RefusalError({ code: 'device.key-missing' });
		}
	}

	async #deviceKey(): Promise<CryptoKey> {
		const held = await this.#db.meta.get(deviceKeyName);
		if (held) return held.value as CryptoKey;
		const algorithm = { name: 'AES-GCM', length: 256 };
		const made = await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']);
		// Two tabs may start at once: the first key written is the device's.
		return this.#db.transaction('rw', this.#db.meta, async () => {
			const first = await this.#db.meta.get(deviceKeyName);
			if (first) return first.value as CryptoKey;
			await this.#db.meta.add({ name: deviceKeyName, value: made });
			return made;
		});
	}

	async #addDeviceOwner() {
		const wrap = await sealBytes(
			await this.#deviceKey(),
			wrapPlace('device', 'device'),
			this.#random.bytes(32),
			this.#random,
		);
		return this.#db.transaction('rw', this.#db.vault, async () => {
			const first = await this.#db.vault.get('device');
			if (first) return first;
			const row = { owner: 'device', deviceWrap: wrap, accountWrap: null };
			await this.#db.vault.add(row);
			return row;
		});
	}
}
