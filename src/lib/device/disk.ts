import type { Clock, Random } from '#shared/std/clock.ts';
import type { HeldOpen } from './held-open.ts';
import type { Keyring } from './keyring.ts';
import type { Target } from './record-change.ts';
import type { CampusCoverDb, RecordRow } from './schema.ts';

/** What every part of this room works with. */
export interface Disk {
	db: CampusCoverDb;
	keys: Keyring;
	clock: Clock;
	random: Random;
	/** Where a long work holds what it has opened. */
	heldOpen?: HeldOpen;
	/** Of one sealed slice of a file. */
	sliceBytes: number;
	/** Looks after rows that do not open; loaded when one is met. */
	mend: {
		entries(targets: Target[]): Promise<void>;
		records(rows: RecordRow[]): Promise<void>;
	};
}
