import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * A change may name the device that made it and can tell the record's new view by itself: it need not hear of it.
 * And a page of the drafts' table keeps room for their next versions, so that an edit touches no index.
 */
export const quietChanges: Migration = {
	async up(db) {
		await sql`alter table change add column quiet_for uuid`.execute(db);
		await sql`alter table enrollment set (fillfactor = 60)`.execute(db);
	},
};
