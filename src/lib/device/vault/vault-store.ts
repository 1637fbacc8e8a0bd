/*
 * A volunteer's vault: what is entered of others opens with a passphrase, and with nothing that this device or the
 * server has.
 *
 *   none ──setUp──▶ open ◀──unlock── locked      lock: the page is left, or nobody touches it (the app says when)
 *                     └──────lock──────▶         lease over: locked until the server was heard again
 *
 * What was sealed for the school needs no vault: it lies in the outbox under the account's own key, and goes up while the
 * vault is locked.
 */
import { isLongEnough } from '#shared/domain/drive/passphrase.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { bytesToHex } from '#shared/std/bytes.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import type { Disk } from '../disk.ts';
import { onDisk } from '../failures.ts';
import type { PresentOwner } from '../present-owner.ts';
import { ownKits } from '../drive-rows.ts';
import type { DriveKitRow, LockRow } from '../schema.ts';
import type { OwnerId } from '../types.ts';
import { dropRosters, leaseOf, wipeTaken, writeKits } from './hear-kits.ts';
import { afterLook, isLeaseOver, type Look } from './lease.ts';
import type { PassphraseCost } from './argon.ts';
import { keyFromPassphrase, passphraseCost } from './passphrase.ts';
import { browserPasskeys, keyFromSecret, type PasskeyPort } from './passkey.ts';
import { statusOf, type Looking, type Seen, type VaultLook } from './vault-look.ts';
import { openEither, wrapByPassphrase, wrapTwice } from './vault-wraps.ts';
import { whyNoTry, wipesAt, withTry } from './wrong-tries.ts';

/** In memory while the vault is open. */
export interface VaultKeys {
	owner: OwnerId;
	data: CryptoKey;
	/** Makes the marks by which the same student is found again without being named. */
	mark: CryptoKey;
}

const keyBytes = 32;

export interface VaultOptions {
	/** Runs on whatever becomes of the device's clock. */
	runningMs?: () => number;
	cost?: PassphraseCost;
	passkeys?: PasskeyPort;
}

export class DeviceVault {
	readonly #disk: Disk;
	readonly #present: PresentOwner;
	readonly #runningMs: () => number;
	readonly #cost: PassphraseCost;
	readonly #passkeys: PasskeyPort;
	readonly #listeners = new Set<() => void>();
	#keys: VaultKeys | null = null;
	/** At this page's last look, and of which lease: another page may look in between. */
	#looked: { fromMs: number; elapsedMs: number; runningMs: number } | null = null;

	constructor(disk: Disk, present: PresentOwner, options: VaultOptions = {}) {
		this.#disk = disk;
		this.#present = present;
		this.#runningMs = options.runningMs ?? (() => performance.now());
		this.#cost = options.cost ?? passphraseCost;
		this.#passkeys = options.passkeys ?? browserPasskeys;
	}

	/** Looks at the clocks too: an open vault whose lease has run out is locked by it. */
	look(): Promise<VaultLook> {
		const { db } = this.#disk;
		return onDisk(db, async () => {
			let rows: DriveKitRow[] = [];
			const { row } = await this.#look({
				tables: [db.driveKit],
				alsoRead: async (owner) => void (rows = await ownKits(db, owner).toArray()),
			});
			return { status: statusOf(row, this.#keys?.owner), kits: rows.map(({ kit }) => kit) };
		});
	}

	/**
	 * RefusalError `device.passphrase-short`, `device.lease-over` before any drive was heard of. Where a vault is
	 * there already it stays as it is, and wants its own passphrase.
	 */
	setUp(passphrase: string): Promise<void> {
		const { db, random, clock } = this.#disk;
		return onDisk(db, async () => {
			if (!isLongEnough(passphrase)) throw new RefusalError({ code: 'device.passphrase-short' });
			const owner = await this.#present.owner();
			if (await db.lock.get(owner)) return this.unlock(passphrase);
			const kits = await ownKits(db, owner).toArray();
			const lease = leaseOf(kits.map(({ kit }) => kit));
			const heardAtMs = Math.max(...kits.map((row) => row.heardAtMs));
			if (!lease) throw new RefusalError({ code: 'device.lease-over' });
			const bytes = random.bytes(2 * keyBytes);
			const wraps = await wrapByPassphrase({ owner, passphrase, cost: this.#cost }, bytes, random);
			const nowMs = clock.nowMs();
			const time = { elapsedMs: Math.max(0, nowMs - heardAtMs), seenAtMs: nowMs };
			await db.lock.add({ owner, lease, time, wrongTries: 0, waitUntilMs: 0, ...wraps });
			this.#remember({ lease, time });
			await this.#open(owner, bytes);
		});
	}

	/** RefusalError `device.passphrase-wrong`, `device.vault-waits`, `device.lease-over`. */
	unlock(passphrase: string): Promise<void> {
		return onDisk(this.#disk.db, async () => {
			const { row, bytes } = await this.#tryPassphrase(passphrase);
			await this.#open(row.owner, bytes);
		});
	}

	/** RefusalError `device.passkey-failed`, `device.lease-over`. The authenticator counts wrong tries of its own. */
	unlockByPasskey(): Promise<void> {
		const { db, random } = this.#disk;
		return onDisk(db, async () => {
			const { row } = await this.#look();
			const passkey = row?.passkey;
			if (!row || !passkey) throw new RefusalError({ code: 'device.passkey-failed' });
			if (isLeaseOver(row.lease, row.time)) throw new RefusalError({ code: 'device.lease-over' });
			const { credentialId, salt } = passkey;
			const secret = await this.#passkeys.ask(credentialId, salt, random);
			const at = { owner: row.owner, by: 'passkey' } as const;
			const bytes = secret && (await openEither(await keyFromSecret(secret, salt), at, passkey));
			if (!bytes) throw new RefusalError({ code: 'device.passkey-failed' });
			await db.lock.update(row.owner, { wrongTries: 0, waitUntilMs: 0 });
			await this.#open(row.owner, bytes);
		});
	}

	/**
	 * Wraps the same key anew: nothing else is touched, and until the one row is written the old passphrase opens. Throws as
	 * `unlock` for the present one, `device.passphrase-short` for the next.
	 */
	changePassphrase(present: string, next: string): Promise<void> {
		return onDisk(this.#disk.db, async () => {
			if (!isLongEnough(next)) throw new RefusalError({ code: 'device.passphrase-short' });
			const { row, bytes } = await this.#tryPassphrase(present);
			const wanted = { owner: row.owner, passphrase: next, cost: this.#cost };
			const wraps = await wrapByPassphrase(wanted, bytes, this.#disk.random);
			await this.#change(row, wraps);
		});
	}

	/** From here on it opens by a passkey too. Throws as `unlock`, and `device.passkey-failed`. */
	addPasskey(passphrase: string): Promise<void> {
		const { random } = this.#disk;
		return onDisk(this.#disk.db, async () => {
			const { row, bytes } = await this.#tryPassphrase(passphrase);
			const salt = random.bytes(32).buffer;
			const secret = await this.#passkeys.make(salt, random);
			if (!secret) throw new RefusalError({ code: 'device.passkey-failed' });
			const key = await keyFromSecret(secret, salt);
			const wraps = await wrapTwice(key, { owner: row.owner, by: 'passkey' }, bytes, random);
			await this.#change(row, { passkey: { credentialId: secret.credentialId, salt, ...wraps } });
		});
	}

	/** What the authenticator keeps opens nothing any more. */
	removePasskey(): Promise<void> {
		const { db } = this.#disk;
		return onDisk(db, async () => {
			await db.lock.update(await this.#present.owner(), { passkey: null });
		});
	}

	/** Keys leave the memory. */
	lock(): void {
		if (!this.#keys) return;
		this.#keys = null;
		for (const tell of this.#listeners) tell();
	}

	/** Calls when the vault is opened or locked. Returns how to stop. */
	onChange(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** RefusalError `device.vault-locked`, `device.lease-over`. */
	async keys(): Promise<VaultKeys> {
		const { owner, row } = await this.#look();
		if (row && isLeaseOver(row.lease, row.time)) throw new RefusalError({ code: 'device.lease-over' });
		if (this.#keys?.owner !== owner) throw new RefusalError({ code: 'device.vault-locked' });
		return this.#keys;
	}

	/** What the server answered: a new lease, and of a revoked drive nothing stays that this phone could read. */
	heard(kits: DriveKit[]): Promise<void> {
		const { db, clock } = this.#disk;
		return onDisk(db, async () => {
			const owner = await this.#present.owner();
			await writeKits(db, owner, kits, clock.nowMs());
			this.#looked = null;
			if (leaseOf(kits)) await this.#look();
			else this.lock();
			for (const tell of this.#listeners) tell();
		});
	}

	/**
	 * How far time has gone, kept; locks what must not stay open. One transaction, in which `change` may change the row as it is then, and
	 * `alsoRead` read `tables`.
	 */
	async #look({ change = (row) => row, tables = [], alsoRead }: Looking = {}): Promise<Seen> {
		const { db, clock } = this.#disk;
		const seen = await db.transaction('rw', [db.meta, db.lock, ...tables], async (): Promise<Seen> => {
			const owner = await this.#present.owner();
			await alsoRead?.(owner);
			const held = await db.lock.get(owner);
			if (!held) return { owner, row: null, changed: null };
			const look: Look = { nowMs: clock.nowMs(), leastMs: this.#ranSince(held) };
			const row = { ...held, time: afterLook(held.time, look) };
			const changed = change(row);
			await db.lock.put(changed);
			return { owner, row, changed };
		});
		const { owner, row } = seen;
		if (row) this.#remember(row);
		if (row && isLeaseOver(row.lease, row.time)) await dropRosters(db, owner);
		if (this.#keys && (row?.owner !== this.#keys.owner || isLeaseOver(row.lease, row.time))) this.lock();
		return seen;
	}

	#remember({ lease: { fromMs }, time: { elapsedMs } }: Pick<LockRow, 'lease' | 'time'>): void {
		this.#looked = { fromMs, elapsedMs, runningMs: this.#runningMs() };
	}

	#ranSince({ lease }: LockRow): number {
		if (this.#looked?.fromMs !== lease.fromMs) return 0;
		return this.#looked.elapsedMs + this.#runningMs() - this.#looked.runningMs;
	}

	/** Counted before it is tried: an app that is killed meanwhile gives nobody a try for nothing. */
	async #tryPassphrase(passphrase: string): Promise<{ row: LockRow; bytes: Uint8Array<ArrayBuffer> }> {
		const { db } = this.#disk;
		const { owner, row: before, changed: row } = await this.#look({ change: withTry });
		const refusal = before && whyNoTry(before);
		if (refusal) throw new RefusalError(refusal);
		if (!row) throw new RefusalError({ code: 'device.vault-locked' });
		const key = await keyFromPassphrase(passphrase, row.salt, row.cost);
		const bytes = await openEither(key, { owner, by: 'passphrase' }, row);
		if (!bytes) {
			if (wipesAt(row.wrongTries)) await wipeTaken(db, owner);
			throw new RefusalError({ code: 'device.passphrase-wrong' });
		}
		await db.lock.update(owner, { wrongTries: 0, waitUntilMs: 0 });
		return { row, bytes };
	}

	/** Of the vault that was opened for it: another tab may have changed it since, or a revocation have taken it. */
	async #change(read: LockRow, change: Partial<LockRow>): Promise<void> {
		const { db } = this.#disk;
		await db.transaction('rw', db.lock, async () => {
			const row = await db.lock.get(read.owner);
			const isSame = row && bytesToHex(new Uint8Array(row.salt)) === bytesToHex(new Uint8Array(read.salt));
			if (!isSame) throw new RefusalError({ code: 'device.vault-locked' });
			await db.lock.put({ ...row, ...change });
		});
		for (const tell of this.#listeners) tell();
	}

	async #open(owner: OwnerId, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
		const [data, mark] = [bytes.slice(0, keyBytes), bytes.slice(keyBytes)];
		const hmac = { name: 'HMAC', hash: 'SHA-256' };
		const [dataKey, markKey] = await Promise.all([
			crypto.subtle.importKey('raw', data, 'AES-GCM', false, ['encrypt', 'decrypt']),
			crypto.subtle.importKey('raw', mark, hmac, false, ['sign']),
		]);
		this.#keys = { owner, data: dataKey, mark: markKey };
		for (const tell of this.#listeners) tell();
	}
}
