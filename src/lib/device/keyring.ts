/*
 * Data keys: 256 random bits for each owner, on disk only wrapped.
 *
 *   device key (non-extractable CryptoKey in `meta`) ──wraps──▶ data key of 'device' and of the signed-in account
 *   unlock key (32 bytes, held by the server)        ──wraps──▶ data key of its account
 *
 * Signing out deletes the account's device wrap: from then on nothing on the phone opens its drafts. What
 * this protects from, and what not: docs/adr/0005-keys-at-rest.md.
 */
import { RefusalError } from '#shared/errors/refusal.ts';
import type { Random } from '#shared/std/clock.ts';
import type { CampusCoverDb, Sealed, VaultRow } from './schema.ts';
import { openBytes, sealBytes, unlessSpoiled, type Place } from './seal.ts';
import type { OwnerId } from './types.ts';

const deviceKeyName = 'device-key';
const wrapPlace = (owner: OwnerId, by: 'device' | 'account'): Place => ['vault', by, owner];

type Bytes = Uint8Array<ArrayBuffer>;

const ivOf = (row: VaultRow | undefined) => new Uint8Array(row?.deviceWrap?.iv ?? []).join();
const isKey = (value: unknown): value is CryptoKey => (value as CryptoKey | undefined)?.type === 'secret';

function importKey(bytes: Bytes): Promise<CryptoKey> {
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
		const bytes = owner === 'device' ? await this.#deviceOwner() : await this.#accountOnDevice(owner);
		const key = await importKey(bytes);
		this.#open.set(owner, key);
		return key;
	}

	async #accountOnDevice(owner: OwnerId): Promise<Bytes> {
		const row = await this.#db.vault.get(owner);
		const bytes = row && (await this.#unwrap(owner, 'device', [row.deviceWrap], await this.#deviceKey()));
		if (!bytes) throw new RefusalError({ code: 'device.key-missing' });
		return bytes;
	}

	/** Where its key is gone with its bits, another one is made: what was sealed under the first opens never again. */
	async #deviceOwner(): Promise<Bytes> {
		const row = (await this.#db.vault.get('device')) ?? (await this.#addDeviceOwner());
		const wraps = [row.deviceWrap, row.spareWrap];
		const key = await this.#deviceKey();
		const bytes = await this.#unwrap('device', 'device', wraps, key);
		if (bytes) return bytes;
		const made = await this.#addDeviceOwner(row);
		return (await this.#unwrap('device', 'device', [made.deviceWrap], key))!;
	}

	/**
	 * Opens an account's drafts after signing in, making its data key the first time. Rejects with
	 * `device.key-missing` when this unlock key is not the one that the drafts were sealed for.
	 */
	async openAccount(owner: OwnerId, unlockKey: Uint8Array<ArrayBuffer>): Promise<void> {
		const [deviceKey, accountKey] = await Promise.all([this.#deviceKey(), importKey(unlockKey)]);
		const row = await this.#db.vault.get(owner);
		const bytes = row
			? ((await this.#unwrap(owner, 'device', [row.deviceWrap], deviceKey)) ??
				(await this.#unwrap(owner, 'account', [row.accountWrap, row.spareWrap], accountKey)))
			: this.#random.bytes(32);
		if (!bytes) throw new RefusalError({ code: 'device.key-missing' });
		const byAccount = () => sealBytes(accountKey, wrapPlace(owner, 'account'), bytes, this.#random);
		await this.#db.vault.put({
			owner,
			deviceWrap: await sealBytes(deviceKey, wrapPlace(owner, 'device'), bytes, this.#random),
			accountWrap: await byAccount(),
			spareWrap: await byAccount(),
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

	/** What the first of the wraps holds that opens; null: none does. */
	async #unwrap(
		owner: OwnerId,
		by: 'device' | 'account',
		wraps: (Sealed | null | undefined)[],
		key: CryptoKey,
	): Promise<Bytes | null> {
		for (const wrap of wraps) {
			const bytes = wrap && (await unlessSpoiled(openBytes(key, wrapPlace(owner, by), wrap)));
			if (bytes) return bytes;
		}
		return null;
	}

	async #deviceKey(): Promise<CryptoKey> {
		const held = await this.#db.meta.get(deviceKeyName);
		if (isKey(held?.value)) return held.value;
		const algorithm = { name: 'AES-GCM', length: 256 };
		const made = await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']);
		// Two tabs may start at once: the first key written is the device's.
		return this.#db.transaction('rw', this.#db.meta, async () => {
			const first = await this.#db.meta.get(deviceKeyName);
			if (isKey(first?.value)) return first.value;
			await this.#db.meta.put({ name: deviceKeyName, value: made });
			return made;
		});
	}

	/** `lost`: the row that it takes the place of; it is kept, should another device key come back. */
	async #addDeviceOwner(lost?: VaultRow): Promise<VaultRow> {
		const { vault, meta } = this.#db;
		const key = await this.#deviceKey();
		const bytes = this.#random.bytes(32);
		const wrapped = () => sealBytes(key, wrapPlace('device', 'device'), bytes, this.#random);
		const [deviceWrap, spareWrap] = [await wrapped(), await wrapped()];
		return this.#db.transaction('rw', vault, meta, async () => {
			const first = await vault.get('device');
			const isAnother = first && ivOf(first) !== ivOf(lost);
			if (first && (!lost || isAnother)) return first;
			if (lost) await meta.put({ name: `lost vault ${this.#random.bytes(4).join('-')}`, value: lost });
			const row: VaultRow = { owner: 'device', deviceWrap, accountWrap: null, spareWrap };
			await vault.put(row);
			return row;
		});
	}
}
