/**
 * Who is at this phone now: the phone itself, or the account signed in. Kept in `meta`, so that every tab
 * agrees and an offline start knows.
 */
import { liveQuery } from 'dexie';
import type { AccountView } from '#shared/protocol/account.ts';
import { RefusalError } from '#shared/errors/refusal.ts';
import { base64ToBytes } from '#shared/std/bytes.ts';
import type { Disk } from './disk.ts';
import { onDisk } from './failures.ts';
import type { Sealed } from './schema.ts';
import { seal, unlessSpoiled, unseal } from './seal.ts';
import type { OwnerId } from './types.ts';

const presentName = 'present-account';
const pendingName = 'sign-out-pending';

interface PresentAccount extends Sealed {
	owner: OwnerId;
}

/** An account as the phone keeps it: without the key that only the server may hold. */
export type KnownAccount = Omit<AccountView, 'unlockKey'>;

/** An account of which this phone lost what it had heard. */
const nobodyKnown = {
	role: 'student',
	phoneMasked: '',
	hasPassword: false,
	person: null,
	schoolCode: null,
} as const satisfies Omit<KnownAccount, 'id'>;

const place = (owner: OwnerId) => ['meta', presentName, owner] as const;

export class PresentOwner {
	readonly #disk: Disk;

	constructor(disk: Disk) {
		this.#disk = disk;
	}

	/** 'device' when nobody is signed in. Usable inside a live query. */
	async owner(): Promise<OwnerId> {
		const row = await this.#disk.db.meta.get(presentName);
		return (row?.value as PresentAccount | undefined)?.owner ?? 'device';
	}

	/** The signed-in account as last heard, also offline; null when signed out. */
	async account(): Promise<KnownAccount | null> {
		const row = await onDisk(this.#disk.db, () => this.#disk.db.meta.get(presentName));
		if (!row) return null;
		const present = row.value as PresentAccount;
		const key = await this.#disk.keys.keyOf(present.owner);
		const known = await unlessSpoiled(unseal<KnownAccount>(key, place(present.owner), present));
		// The drafts open all the same; who it is comes with the next contact.
		return known ?? { ...nobodyKnown, id: present.owner };
	}

	/**
	 * Opens an account's drafts and makes it the present owner; whoever was there before is closed first.
	 * Rejects with `device.key-missing` when its drafts here were sealed for another unlock key.
	 */
	async signIn({ unlockKey, ...account }: AccountView): Promise<void> {
		const { db, keys } = this.#disk;
		const bytes = unlockKeyBytes(unlockKey);
		await onDisk(db, async () => {
			const before = await this.owner();
			if (before !== 'device' && before !== account.id) await this.signOut();
			await keys.openAccount(account.id, bytes);
			const value = await this.#sealed(account);
			await db.meta.put({ name: presentName, value });
		});
	}

	/** Keeps the account's newest word, unless it is no longer the present owner: a late answer signs nobody in again. */
	async renew({ unlockKey: _, ...account }: AccountView): Promise<void> {
		const { db } = this.#disk;
		await onDisk(db, async () => {
			if ((await this.owner()) !== account.id) return;
			const value = await this.#sealed(account);
			await db.transaction('rw', db.meta, async () => {
				if ((await this.owner()) === account.id) await db.meta.put({ name: presentName, value });
			});
		});
	}

	async #sealed(account: KnownAccount): Promise<PresentAccount> {
		const { keys, random } = this.#disk;
		const sealed = await seal(await keys.keyOf(account.id), place(account.id), account, random);
		return { owner: account.id, ...sealed };
	}

	/** Closes the present account: its drafts stay, and only its next sign-in opens them. */
	async signOut(): Promise<void> {
		const { db, keys } = this.#disk;
		await onDisk(db, async () => {
			const owner = await this.owner();
			if (owner === 'device') return;
			await db.transaction('rw', db.meta, db.vault, async () => {
				await db.meta.delete(presentName);
				await keys.closeAccount(owner);
			});
		});
	}

	/** The server still has to be told to end the session (the phone was offline at sign-out). */
	async isSignOutPending(): Promise<boolean> {
		return (await this.#disk.db.meta.get(pendingName)) !== undefined;
	}

	async setSignOutPending(isPending: boolean): Promise<void> {
		const { db } = this.#disk;
		if (isPending) await db.meta.put({ name: pendingName, value: true });
		else await db.meta.delete(pendingName);
	}

	/** Calls at once and whenever the owner changes, in any tab. Returns how to stop. */
	watch(onChange: (owner: OwnerId) => void): () => void {
		let last: OwnerId | null = null;
		const subscription = liveQuery(() => this.owner()).subscribe({
			next: (owner) => {
				if (owner === last) return;
				last = owner;
				this.#disk.keys.forgetAllBut(owner);
				onChange(owner);
			},
			// The next write reports the lost storage; a watcher has nobody to tell.
			error: () => undefined,
		});
		return () => subscription.unsubscribe();
	}
}

function unlockKeyBytes(text: string): Uint8Array<ArrayBuffer> {
	const bytes = base64ToBytes(text);
	if (bytes.length !== 32) throw new RefusalError({ code: 'device.key-missing' });
	return bytes;
}
