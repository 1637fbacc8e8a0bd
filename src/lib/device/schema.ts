/*
 * The phone's database. A released version never changes: a new shape is a new `version(n)` with an
 * upgrade, and a stored dump of every released version is opened in test/unit/device.
 *
 *  1  2026-11  first release
 *  2  2026-11  `document`, `slice`: claims' files
 *  3  2026-11  `acknowledged`: what the server took in the last 30 days, to be offered again should it forget
 *  4  2026-11  `received`: what other apps shared
 *  5  2026-11  `record`: found by kind, and the refused ones, without opening any; its `owner` is the key's first part
 *  6  2026-11  `record`: found by when it was changed last
 *  7  2026-11  `lock`, `driveKit`, `driveDraft`, `stub`, `sealedDraft`: what a volunteer enters at a drive
 *  8  2026-11  `drivePage`: what a volunteer's lists need, in few rows; `rosterPage`: a school's own list of a drive's
 *              students; `stub`: counted by state
 *  9  2026-11  a batch's numbers lie in `syncState`, no more in its entries; `acknowledged`: many entries in a row; `outbox`:
 *              its `owner` is an index's first part
 *
 * Everything personal is in `ciphertext`. Columns in the open are identifiers, numbers, times and states.
 */
import { databaseName } from './database-name.ts';
import { Dexie, type Table } from 'dexie';
import type { DocumentType } from '#shared/domain/document/document-type.ts';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import type { ErrorCode } from '#shared/errors/error-codes.ts';
import type { DriveKit } from '#shared/protocol/drive.ts';
import type { SealedDraft } from '#shared/protocol/sealed-draft.ts';
import { numbersApart } from './schema-upgrades.ts';
import { StorageLoss } from './storage-loss.ts';
import type { OwnerId } from './types.ts';
import type { ElapsedTime, Lease } from './vault/lease.ts';
import type { PassphraseCost } from './vault/argon.ts';

/** AES-GCM under the owner's data key; bytes as ArrayBuffer, because WebKit fails on rows that hold Blobs. */
export interface Sealed {
	iv: ArrayBuffer;
	ciphertext: ArrayBuffer;
}

/** An owner's data key, never in the clear: wrapped by this device's key, and by the account's server-held key. */
export interface VaultRow {
	owner: OwnerId;
	deviceWrap: Sealed | null;
	accountWrap: Sealed | null;
	/**
	 * A second wrap, of the account's key or, for the phone's own drafts, of the device's: bits that a disk loses cost no
	 * key. Absent in rows kept from before.
	 */
	spareWrap?: Sealed | null;
}

export interface RecordRow extends Sealed {
	owner: OwnerId;
	id: string;
	/** `handed-over`: what the server tells of an enrollment that this volunteer handed over, without its content. */
	kind: 'enrollment' | 'handed-over' | 'order' | 'notice' | 'claim';
	/** Grows with every write; compared inside the transaction, because sealing happens before it. */
	revision: number;
	/** 1 while a removal waits for the server's answer: not listed, not yet gone. */
	removed: 0 | 1;
	/** 1 when the server refused something of it; -1 in a row kept from before version 5: opening it tells. */
	refused: 0 | 1 | -1;
	updatedAtMs: number;
}

export interface OutboxRow extends Sealed {
	/** Order of making. */
	n?: number;
	/** Binds the ciphertext to its row, as `n` is not known before writing. */
	key: string;
	owner: OwnerId;
	recordId: string;
	revision: number;
}

/** An outbox entry that the server took, sealed as it was, under its number. */
export interface AcknowledgedEntry extends Omit<OutboxRow, 'owner'> {
	n: number;
	sequence: number;
}

export interface AcknowledgedRow {
	/** Of its first entry. */
	n: number;
	owner: OwnerId;
	entries: AcknowledgedEntry[];
	/** The device id that numbered them. */
	device: string;
	/** The server's time of hearing, ms: no device clock decides how long it is kept. */
	atMs: number;
}

export interface SyncStateRow {
	owner: OwnerId;
	device: string;
	nextSequence: number;
	/**
	 * The batch that is under way: `ns[i]` of the outbox has the number `first + i`. What is not in the outbox any more is
	 * settled. Null or absent: none is under way.
	 */
	frozen?: { first: number; ns: number[] } | null;
	cursor: string | null;
	lastSyncAtMs: number | null;
	/** Frozen entries count as being sent until then: a lease, so that a crash leaves no lie behind. */
	sendingUntilMs: number;
	/** The server's history that was heard last. Absent in rows kept from before. */
	generation?: string;
	/** While everything is being asked for: what was told so far. */
	pulled?: PulledSoFar | null;
	/** The checksum did not fit, and everything was asked for because of it. */
	isHealing?: boolean;
}

interface PulledSoFar {
	ids: string[];
	/** The server was restored from a backup: what it does not tell is not gone, it has forgotten. */
	isRestored: boolean;
}

/** One file; what it shows is in its slices alone. */
export interface DocumentRow {
	owner: OwnerId;
	/** SHA-256. */
	hash: string;
	type: DocumentType;
	size: number;
	sliceBytes: number;
	state: 'waiting' | 'stored' | 'refused';
	/** Why it was refused. */
	code: ErrorCode | null;
	sentBytes: number;
	addedAtMs: number;
}

export interface SliceRow extends Sealed {
	owner: OwnerId;
	hash: string;
	n: number;
}

/** A file that another app shared; its bytes are the ciphertext. */
export interface ReceivedRow extends Sealed {
	owner: OwnerId;
	id: string;
	type: DocumentType;
	sizeBytes: number;
	receivedAtMs: number;
	name: Sealed;
}

/** A volunteer's vault: its key, wrapped by what the passphrase gives and by nothing that this device or the server has. */
export interface LockRow {
	owner: OwnerId;
	cost: PassphraseCost;
	salt: ArrayBuffer;
	wrap: Sealed;
	/** The same once more: bits that a disk loses cost no vault. */
	spareWrap: Sealed;
	/** A second way in; null or absent: none. */
	passkey?: { credentialId: ArrayBuffer; salt: ArrayBuffer; wrap: Sealed; spareWrap: Sealed } | null;
	wrongTries: number;
	/** As `time.elapsedMs` counts: no try before it. */
	waitUntilMs: number;
	lease: Lease;
	/** Since the lease was heard of. */
	time: ElapsedTime;
}

/** What the server said of a drive last. Nothing in it is about a student. */
export interface DriveKitRow {
	owner: OwnerId;
	driveId: string;
	kit: DriveKit;
	/** By the device's clock. */
	heardAtMs: number;
}

/** A student's form while it is being filled in, under the vault's key. */
export interface DriveDraftRow extends Sealed {
	owner: OwnerId;
	id: string;
	driveId: string;
	/** Keyed hash of the kind and number of the student's document; empty while there is none. */
	mark: string;
	revision: number;
}

export type StubState = 'sealed' | 'taken' | 'refused';

/** What stays of a student whose form was sealed; who it was is in `ciphertext`, under the vault's key. */
export interface StubRow extends Sealed {
	owner: OwnerId;
	id: string;
	driveId: string;
	mark: string;
	state: StubState;
	/** Why the server refused it. */
	code: ErrorCode | null;
	/** What became of it, as the server told last; null: nothing yet. */
	serverState: EnrollmentState | null;
	sealedAtMs: number;
}

/** What was sealed, for the school alone to open; gone once the server has it. Apart from its stub, of which lists read thousands. */
export interface SealedDraftRow {
	owner: OwnerId;
	id: string;
	driveId: string;
	sealed: SealedDraft;
}

/** Lines of a drive's students, many in a row, under the vault's key: made anew from `driveDraft` and `stub` where it is in doubt. */
export interface DrivePageRow extends Sealed {
	owner: OwnerId;
	driveId: string;
	n: number;
	/** Grows with every write, and bound in. */
	revision: number;
	/** How many of its lines are forms, and how many were sealed. */
	forms: number;
	sealed: number;
}

/** Students of a school's roster whom it gave to a drive, many in a row, under the vault's key. */
export interface RosterPageRow extends Sealed {
	owner: OwnerId;
	driveId: string;
	n: number;
	/** How many the list has. */
	pages: number;
	/** Of the server's answer. */
	version: string;
}

export interface MetaRow {
	name: string;
	value: unknown;
}

export class CampusCoverDb extends Dexie {
	vault!: Table<VaultRow, OwnerId>;
	record!: Table<RecordRow, [OwnerId, string]>;
	outbox!: Table<OutboxRow, number>;
	acknowledged!: Table<AcknowledgedRow, number>;
	syncState!: Table<SyncStateRow, OwnerId>;
	meta!: Table<MetaRow, string>;
	document!: Table<DocumentRow, [OwnerId, string]>;
	slice!: Table<SliceRow, [OwnerId, string, number]>;
	received!: Table<ReceivedRow, [OwnerId, string]>;
	lock!: Table<LockRow, OwnerId>;
	driveKit!: Table<DriveKitRow, [OwnerId, string]>;
	driveDraft!: Table<DriveDraftRow, [OwnerId, string]>;
	stub!: Table<StubRow, [OwnerId, string]>;
	sealedDraft!: Table<SealedDraftRow, [OwnerId, string]>;
	drivePage!: Table<DrivePageRow, [OwnerId, string, number]>;
	rosterPage!: Table<RosterPageRow, [OwnerId, string, number]>;
	readonly loss: StorageLoss;

	constructor(name: string = databaseName) {
		// With its cache of queries, Dexie 4 leaves watchers deaf that ask the same at the same moment as others.
		super(name, { cache: 'disabled' });
		this.version(1).stores({
			vault: 'owner',
			record: '[owner+id], owner',
			outbox: '++n, owner, [owner+recordId]',
			syncState: 'owner',
			meta: 'name',
		});
		this.version(2).stores({ document: '[owner+hash], owner', slice: '[owner+hash+n], [owner+hash]' });
		this.version(3).stores({ acknowledged: 'n, owner, atMs' });
		this.version(4).stores({ received: '[owner+id], owner' });
		this.version(5)
			.stores({ record: '[owner+id], [owner+kind+refused]' })
			.upgrade((upgrade) =>
				upgrade
					.table<RecordRow>('record')
					.toCollection()
					.modify((row) => {
						row.refused = -1;
					}),
			);
		this.version(6).stores({
			record: '[owner+id], [owner+kind+refused], [owner+kind+removed+updatedAtMs]',
		});
		this.version(7).stores({
			lock: 'owner',
			driveKit: '[owner+driveId]',
			driveDraft: '[owner+id], [owner+driveId], [owner+mark]',
			stub: '[owner+id], [owner+driveId], [owner+mark], [owner+state]',
			sealedDraft: '[owner+id], [owner+driveId]',
		});
		this.version(8).stores({
			stub: '[owner+id], [owner+driveId], [owner+mark], [owner+state], [owner+driveId+state]',
			drivePage: '[owner+driveId+n]',
			rosterPage: '[owner+driveId+n]',
		});
		this.version(9).stores({ outbox: '++n, [owner+recordId]' }).upgrade(numbersApart);
		this.loss = new StorageLoss(this);
	}
}
