import type { Table } from 'dexie';
import type { CampusCoverDb } from './schema.ts';
import type { OwnerId } from './types.ts';

/** Pages of one drive, in order. */
export function pagesOf<Row>(table: Table<Row, [OwnerId, string, number]>, owner: OwnerId, driveId: string) {
	return table.where('[owner+driveId+n]').between([owner, driveId, 0], [owner, driveId, Infinity]);
}

export function ownKits({ driveKit }: CampusCoverDb, owner: OwnerId) {
	return driveKit.where('[owner+driveId]').between([owner, ''], [owner, '\uffff']);
}
