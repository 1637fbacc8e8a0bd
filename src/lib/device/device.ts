/** The device room's door. */
import type { Clock, Random } from '#shared/std/clock.ts';
import { claimDrafts } from './claim.ts';
import type { DeviceClaims } from './claim-store.ts';
import type { DeviceDocuments } from './document-store.ts';
import type { Disk } from './disk.ts';
import type { EarlyDraft } from './early-journal.ts';
import { DeviceEnrollments } from './enrollment-store.ts';
import { onDisk } from './failures.ts';
import { DeviceNotices } from './notice-store.ts';
import { Keyring } from './keyring.ts';
import { PresentOwner } from './present-owner.ts';
import { watchTransactions } from './running-transactions.ts';
import { ownKits } from './drive-rows.ts';
import { CampusCoverDb } from './schema.ts';
import type { DeviceFeedbackDraft } from './feedback-draft.ts';
import type { DevicePapers } from './paper-store.ts';
import type { DeviceReceived } from './received-store.ts';
import type { RescueStore } from './rescue/rescue-types.ts';
import type { DeviceDrives } from './sealing/drive-store.ts';
import { countUntold } from './set-aside.ts';
import { readStorageUse, type StorageUse } from './storage-use.ts';
import { takeOver } from './take-over.ts';
import type { SyncStore } from './sync-store.ts';
import type { UploadStore } from './upload-store.ts';
import { watchOutbox, type OutboxCounts } from './outbox-counts.ts';
import { momentMemory, type MomentMemory } from './moment-memory.ts';
import type { LocalEnrollment, NoticeStore, OwnerId } from './types.ts';
import type { DeviceVault, VaultOptions } from './vault/vault-store.ts';
import { watchFirst, watchRows } from './watch.ts';

/** What others may call of a class of this room: whoever stands in for it has no more. */
type Public<T> = Pick<T, keyof T>;

export interface Device {
	enrollments: Public<DeviceEnrollments>;
	notices: NoticeStore;
	present: Public<PresentOwner>;
	moment: MomentMemory;
	/** Drafts made before sign-in. */
	unclaimed(): Promise<LocalEnrollment[]>;
	claim(owner: OwnerId, ids: string[]): Promise<void>;
	/** Claims and their files, loaded when a page asks, or when there is something to send. */
	claims(): Promise<DeviceClaims>;
	documents(): Promise<DeviceDocuments>;
	/** Calls once when the owner has a file here. Returns how to stop. */
	watchDocuments(owner: OwnerId, onSome: () => void): () => void;
	uploadStore(owner: OwnerId): Promise<UploadStore>;
	/** What other apps shared, loaded when a page asks. */
	received(): Promise<DeviceReceived>;
	/** Papers that were fetched once, loaded when a page asks. */
	papers(): Promise<DevicePapers>;
	/** What the person is writing to the office, loaded when a page asks. */
	feedbackDraft(): Promise<DeviceFeedbackDraft>;
	/** Files with what the server does not have yet, loaded when a page asks. */
	rescue(): Promise<RescueStore>;
	/** Drafts that a first visit wrote down before this storage was here; one that it has already is passed over. */
	takeOver(drafts: EarlyDraft[]): Promise<void>;
	/** A volunteer's vault and what is entered at drives, loaded when a page asks. */
	vault(): Promise<DeviceVault>;
	drives(): Promise<DeviceDrives>;
	/** Calls once when the owner has a drive here. Returns how to stop. */
	watchKits(owner: OwnerId, onSome: () => void): () => void;
	/** Loaded with the first sign-in. */
	syncStore(owner: OwnerId): Promise<SyncStore>;
	/** Calls at once and when what waits, is refused, or was last synced changes. Returns how to stop. */
	watchOutbox(onChange: (counts: OutboxCounts) => void): () => void;
	/** Drafts and claims of which the disk lost something, until the person has read so. Calls at once and at changes. */
	watchSpoiled(onChange: (count: number) => void): () => void;
	settleSpoiled(): Promise<void>;
	/** Calls once when the browser has cleared the storage; from then on every command is refused with `device.storage-lost`. */
	onLost(listener: () => void): void;
	/** Rows and bytes, of everybody on this phone. */
	room(): Promise<StorageUse>;
	/** Rejects with RefusalError `device.storage-lost` where the browser gives no storage. */
	open(): Promise<void>;
	/** Aborts what is being read or written, and lets go of the disk for good. */
	close(): void;
}

/** Whose rows open for whoever is at the phone. */
const ownersAt = async (present: PresentOwner): Promise<OwnerId[]> => [
	...new Set([await present.owner(), 'device']),
];

/** One of each on a page: the vault's keys are in its memory. */
function volunteersParts(
	disk: Disk,
	present: PresentOwner,
	options: VaultOptions | undefined,
): Pick<Device, 'vault' | 'drives' | 'watchKits'> {
	const vault = once(
		async () => new (await import('./vault/vault-store.ts')).DeviceVault(disk, present, options),
	);
	const drives = once(
		async () => new (await import('./sealing/drive-store.ts')).DeviceDrives(disk, present, await vault()),
	);
	const watchKits = (owner: OwnerId, onSome: () => void) =>
		watchFirst(() => ownKits(disk.db, owner).count(), onSome);
	return { vault, drives, watchKits };
}

/** Made at the first call; code that could not be had then is fetched with the next one. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | null = null;
	return () =>
		(made ??= make().catch((error: unknown) => {
			made = null;
			throw error;
		}));
}

/** The phone's storage. Touches the disk with `open` or the first command. */
export function openDevice(options: {
	clock: Clock;
	random: Random;
	name?: string;
	/** Of one sealed slice of a file; 64 KiB. */
	sliceBytes?: number;
	vault?: VaultOptions;
}): Device {
	const db = new CampusCoverDb(options.name);
	const abortRunning = watchTransactions(db);
	const keys = new Keyring(db, options.random);
	const { clock, random, sliceBytes = 64 * 1024 } = options;
	const mender = () => import('./mend-spoiled.ts');
	const disk: Disk = {
		...{ db, keys, clock, random, sliceBytes },
		mend: {
			entries: async (targets) => (await mender()).mendEntries(disk, targets),
			records: async (rows) => (await mender()).mendRecords(disk, rows),
		},
	};
	const present = new PresentOwner(disk);
	const enrollments = new DeviceEnrollments(disk, present);
	let claims: DeviceClaims | null = null;
	return {
		enrollments,
		notices: new DeviceNotices(disk, present),
		present,
		moment: momentMemory(disk),
		unclaimed: () => enrollments.listOf('device'),
		claim: (owner, ids) => claimDrafts(disk, owner, ids),
		claims: async () => (claims ??= new (await import('./claim-store.ts')).DeviceClaims(disk, present)),
		documents: async () => new (await import('./document-store.ts')).DeviceDocuments(disk, present),
		watchDocuments: (owner, onSome) =>
			watchFirst(() => db.document.where('owner').equals(owner).count(), onSome),
		uploadStore: async (owner) => new (await import('./upload-store.ts')).UploadStore(disk, owner),
		received: async () => new (await import('./received-store.ts')).DeviceReceived(disk, present),
		papers: async () => new (await import('./paper-store.ts')).DevicePapers(disk, present),
		feedbackDraft: async () => new (await import('./feedback-draft.ts')).DeviceFeedbackDraft(disk, present),
		rescue: async () => new (await import('./rescue/rescue-store.ts')).DeviceRescue(disk, present),
		...volunteersParts(disk, present, options.vault),
		takeOver: (drafts) => takeOver(disk, drafts),
		syncStore: async (owner) => new (await import('./sync-store.ts')).SyncStore(disk, owner),
		watchOutbox: (onChange) => watchOutbox(disk, present, onChange),
		watchSpoiled: (onChange) =>
			watchRows(
				async () => countUntold(disk, await ownersAt(present)),
				(count) => Promise.resolve(count),
				onChange,
			),
		settleSpoiled: async () => {
			const { settleUntold } = await mender();
			await onDisk(db, async () => settleUntold(disk, await ownersAt(present)));
		},
		room: () => readStorageUse(disk),
		onLost: (listener) => db.loss.onLost(listener),
		open: async () => {
			await onDisk(db, () => db.open());
			await db.loss.begin(options.random);
		},
		close: () => {
			db.loss.end();
			abortRunning();
			db.close();
		},
	};
}
