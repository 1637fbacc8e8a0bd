import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A helper of a drive is named by an id: the number by which they sign in is shown masked. */
export const helperIds: Migration = {
	async up(db) {
		await sql`alter table drive_helper add column id uuid not null unique default gen_random_uuid()`.execute(
			db,
		);
	},
};
