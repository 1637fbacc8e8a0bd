import type { Clock, Random } from '#shared/std/clock.ts';
import type { Keyring } from './keyring.ts';
import type { CampusCoverDb } from './schema.ts';

/** What every part of this room works with. */
export interface Disk {
	db: CampusCoverDb;
	keys: Keyring;
	clock: Clock;
	random: Random;
}
