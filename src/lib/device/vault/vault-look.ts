/** What a look at the vault finds, and what may be done in it. */
import type { Table } from 'dexie';
import type { DriveKit } from '#shared/protocol/drive.ts';
import type { LockRow } from '../schema.ts';
import type { OwnerId } from '../types.ts';
import { isLeaseOver } from './lease.ts';

export interface VaultStatus {
	state: 'none' | 'locked' | 'open';
	isLeaseOver: boolean;
	/** After wrong passphrases. */
	waitMs: number;
	/** It opens by a passkey too. */
	hasPasskey: boolean;
}

/** As the screens need it: of one moment. */
export interface VaultLook {
	status: VaultStatus;
	/** Of the present owner, as heard last. */
	kits: DriveKit[];
}

/** What else is done in the transaction of a look. */
export interface Looking {
	/** The row as it is to be written. */
	change?: (row: LockRow) => LockRow;
	tables?: Table[];
	alsoRead?: (owner: OwnerId) => Promise<void>;
}

/** `row` is as it was seen, `changed` as it was written. */
export interface Seen {
	owner: OwnerId;
	row: LockRow | null;
	changed: LockRow | null;
}

/** `keysOf`: whose keys are in memory. Pure. */
export function statusOf(row: LockRow | null, keysOf: OwnerId | undefined): VaultStatus {
	if (!row) return { state: 'none', isLeaseOver: false, waitMs: 0, hasPasskey: false };
	const state = keysOf === row.owner ? 'open' : 'locked';
	const waitMs = Math.max(0, row.waitUntilMs - row.time.elapsedMs);
	const hasPasskey = (row.passkey ?? null) !== null;
	return { state, isLeaseOver: isLeaseOver(row.lease, row.time), waitMs, hasPasskey };
}
