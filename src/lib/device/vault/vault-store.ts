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
import type { DriveKit } from '#shared/protocol/drive.ts';
import type { Disk } from '../disk.ts';
import { onDisk } from '../failures.ts';
import type { PresentOwner } from '../present-owner.ts';
import { ownKits, pagesOf, type LockRow } from '../schema.ts';
import { openBytes, sealBytes, unlessSpoiled, type Place } from '../seal.ts';
import type { OwnerId } from '../types.ts';
import { afterLook, isLeaseOver, type Lease, type Look } from './lease.ts';
import type { PassphraseCost } from './argon.ts';
import { keyFromPassphrase, passphraseCost } from './passphrase.ts';
import { waitAfter, wipesAt } from './wrong-tries.ts';

/** In memory while the vault is open. */
export interface VaultKeys {
	owner: OwnerId;
	data: CryptoKey;
	/** Makes the marks by which the same student is found again without being named. */
	mark: CryptoKey;
}

export interface VaultStatus {
	state: 'none' | 'locked' | 'open';
	isLeaseOver: boolean;
	/** After wrong passphrases. */
	waitMs: number;
}

const keyBytes = 32;
const wrapPlace = (owner: OwnerId): Place => ['lock', 'passphrase', owner];

export interface VaultOptions {
	/** Runs on whatever becomes of the device's clock. */
	runningMs?: () => number;
	cost?: PassphraseCost;
}

export class DeviceVault {
	readonly #disk: Disk;
	readonly #present: PresentOwner;
	readonly #runningMs: () => number;
	readonly #cost: PassphraseCost;
	readonly #listeners = new Set<() => void>();
	#keys: VaultKeys | null = null;
	/** At this page's last look, and of which lease: another page may look in between. */
	#looked: { fromMs: number; elapsedMs: number; runningMs: number } | null = null;

	constructor(disk: Disk, present: PresentOwner, options: VaultOptions = {}) {
		this.#disk = disk;
		this.#present = present;
		this.#runningMs = options.runningMs ?? (() => performance.now());
		this.#cost = options.cost ?? passphraseCost;
	}

	/** Looks at the clocks too: an open vault whose lease has run out is locked by it. */
	status(): Promise<VaultStatus> {
		return onDisk(this.#disk.db, async () => {
			const row = await this.#look(await this.#present.owner());
			if (!row) return { state: 'none', isLeaseOver: false, waitMs: 0 };
			const state = this.#keys?.owner === row.owner ? 'open' : 'locked';
			const waitMs = Math.max(0, row.waitUntilMs - row.time.elapsedMs);
			return { state, isLeaseOver: isLeaseOver(row.lease, row.time), waitMs };
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
			const salt = random.bytes(16).buffer;
			const [bytes, key] = [
				random.bytes(2 * keyBytes),
				await keyFromPassphrase(passphrase, salt, this.#cost),
			];
			const wrap = () => sealBytes(key, wrapPlace(owner), bytes, random);
			const nowMs = clock.nowMs();
			const time = { elapsedMs: Math.max(0, nowMs - heardAtMs), seenAtMs: nowMs };
			await db.lock.add({
				...{ owner, salt, lease, time, cost: this.#cost, wrongTries: 0, waitUntilMs: 0 },
				...{ wrap: await wrap(), spareWrap: await wrap() },
			});
			this.#remember({ lease, time });
			await this.#open(owner, bytes);
		});
	}

	/** RefusalError `device.passphrase-wrong`, `device.vault-waits`, `device.lease-over`. */
	unlock(passphrase: string): Promise<void> {
		const { db } = this.#disk;
		return onDisk(db, async () => {
			const owner = await this.#present.owner();
			await this.#look(owner);
			// Counted before it is tried: an app that is killed meanwhile gives nobody a try for nothing.
			const row = await this.#countTry(owner);
			const key = await keyFromPassphrase(passphrase, row.salt, row.cost);
			const bytes =
				(await unlessSpoiled(openBytes(key, wrapPlace(owner), row.wrap))) ??
				(await unlessSpoiled(openBytes(key, wrapPlace(owner), row.spareWrap)));
			if (!bytes) {
				if (wipesAt(row.wrongTries)) await this.#wipeTaken(owner);
				throw new RefusalError({ code: 'device.passphrase-wrong' });
			}
			await db.lock.update(owner, { wrongTries: 0, waitUntilMs: 0 });
			await this.#open(owner, bytes);
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
		const owner = await this.#present.owner();
		const row = await this.#look(owner);
		if (row && isLeaseOver(row.lease, row.time)) throw new RefusalError({ code: 'device.lease-over' });
		if (this.#keys?.owner !== owner) throw new RefusalError({ code: 'device.vault-locked' });
		return this.#keys;
	}

	/** What the server answered: a new lease, and of a revoked drive nothing stays that this phone could read. */
	heard(kits: DriveKit[]): Promise<void> {
		const { db, clock } = this.#disk;
		return onDisk(db, async () => {
			const owner = await this.#present.owner();
			const nowMs = clock.nowMs();
			const lease = leaseOf(kits);
			const tables = [
				db.lock,
				db.driveKit,
				db.driveDraft,
				db.stub,
				db.sealedDraft,
				db.drivePage,
				db.rosterPage,
			];
			await db.transaction('rw', tables, async () => {
				await db.driveKit.bulkPut(
					kits.map((kit) => ({ owner, driveId: kit.drive.id, kit, heardAtMs: nowMs })),
				);
				for (const { state, drive, roster } of kits) {
					// The school's own list goes with the work, and with the school's word.
					if (state !== 'active' || !roster) await pagesOf(db.rosterPage, owner, drive.id).delete();
					if (state !== 'revoked') continue;
					await pagesOf(db.drivePage, owner, drive.id).delete();
					for (const table of [db.driveDraft, db.stub, db.sealedDraft]) {
						await table.where('[owner+driveId]').equals([owner, drive.id]).delete();
					}
				}
				const row = await db.lock.get(owner);
				if (!row) return;
				if (!lease) return db.lock.delete(owner);
				const waitUntilMs = Math.max(0, row.waitUntilMs - row.time.elapsedMs);
				await db.lock.put({ ...row, lease, waitUntilMs, time: { elapsedMs: 0, seenAtMs: nowMs } });
			});
			this.#looked = null;
			if (lease) await this.#look(owner);
			else this.lock();
			for (const tell of this.#listeners) tell();
		});
	}

	/** Of the present owner, as heard last. */
	kits(): Promise<DriveKit[]> {
		return onDisk(this.#disk.db, async () => {
			const rows = await ownKits(this.#disk.db, await this.#present.owner()).toArray();
			return rows.map(({ kit }) => kit);
		});
	}

	/** How far time has gone, kept; locks what must not stay open. */
	async #look(owner: OwnerId): Promise<LockRow | null> {
		const { db, clock } = this.#disk;
		const row = await db.transaction('rw', db.lock, async () => {
			const held = await db.lock.get(owner);
			if (!held) return null;
			const look: Look = { nowMs: clock.nowMs(), leastMs: this.#ranSince(held) };
			const seen = { ...held, time: afterLook(held.time, look) };
			await db.lock.put(seen);
			return seen;
		});
		if (row) this.#remember(row);
		if (row && isLeaseOver(row.lease, row.time)) await this.#dropRosters(owner);
		if (this.#keys && (row?.owner !== this.#keys.owner || isLeaseOver(row.lease, row.time))) this.lock();
		return row;
	}

	/** Of others, the school's own list is what the phone may hold only while it is heard from. */
	async #dropRosters(owner: OwnerId): Promise<void> {
		await this.#disk.db.rosterPage
			.where('[owner+driveId+n]')
			.between([owner, ''], [owner, '\uffff'])
			.delete();
	}

	#remember({ lease: { fromMs }, time: { elapsedMs } }: Pick<LockRow, 'lease' | 'time'>): void {
		this.#looked = { fromMs, elapsedMs, runningMs: this.#runningMs() };
	}

	#ranSince({ lease }: LockRow): number {
		if (this.#looked?.fromMs !== lease.fromMs) return 0;
		return this.#looked.elapsedMs + this.#runningMs() - this.#looked.runningMs;
	}

	async #countTry(owner: OwnerId): Promise<LockRow> {
		const { db } = this.#disk;
		return db.transaction('rw', db.lock, async () => {
			const row = await db.lock.get(owner);
			if (!row) throw new RefusalError({ code: 'device.vault-locked' });
			const { elapsedMs } = row.time;
			if (isLeaseOver(row.lease, row.time)) throw new RefusalError({ code: 'device.lease-over' });
			if (row.waitUntilMs > elapsedMs) {
				const retryAfterSeconds = Math.ceil((row.waitUntilMs - elapsedMs) / 1000);
				throw new RefusalError({ code: 'device.vault-waits', retryAfterSeconds });
			}
			const wrongTries = row.wrongTries + 1;
			const counted = { ...row, wrongTries, waitUntilMs: elapsedMs + waitAfter(wrongTries) };
			await db.lock.put(counted);
			return counted;
		});
	}

	/** What is not on the server stays, closed: its passphrase may come to mind yet. */
	async #wipeTaken(owner: OwnerId): Promise<void> {
		const { db } = this.#disk;
		await db.transaction('rw', db.stub, db.drivePage, async () => {
			await db.stub.where('[owner+state]').equals([owner, 'taken']).delete();
			// They name those too; what stays is listed anew.
			await db.drivePage.where('[owner+driveId+n]').between([owner, ''], [owner, '\uffff']).delete();
		});
	}

	async #open(owner: OwnerId, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
		const [data, mark] = [bytes.slice(0, keyBytes), bytes.slice(keyBytes)];
		const hmac = { name: 'HMAC', hash: 'SHA-256' };
		this.#keys = {
			owner,
			data: await crypto.subtle.importKey('raw', data, 'AES-GCM', false, ['encrypt', 'decrypt']),
			mark: await crypto.subtle.importKey('raw', mark, hmac, false, ['sign']),
		};
		for (const tell of this.#listeners) tell();
	}
}

/** The longest of those that were not revoked; null: there is none. */
function leaseOf(kits: DriveKit[]): Lease | null {
	const lasting = kits.filter(({ state }) => state !== 'revoked');
	const [longest] = lasting.sort((a, b) => b.leaseUntilMs - a.leaseUntilMs);
	return longest ? { fromMs: longest.nowMs, untilMs: longest.leaseUntilMs } : null;
}
