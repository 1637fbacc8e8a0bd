/** The device room where the browser gives no storage: the same, held by the page alone, gone with it. */
import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Clock, Random } from '#shared/std/clock.ts';
import { openDevice, type Device } from './device.ts';

/** In place of the browser's own store, which has refused: what is opened from now on is in memory. */
export function openMemoryDevice(options: { clock: Clock; random: Random }): Device {
	// Live queries look here too, and not at one database's own options.
	Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange });
	return openDevice(options);
}
