import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a word was said and a case decided, so that the newest weeks are found without reading the rest. */
export const reviewStatistics: Migration = {
	async up(db) {
		await sql`alter table review_word
			add column at_ms bigint generated always as ((content ->> 'atMs')::bigint) stored`.execute(db);
		await sql`create index review_word_by_time on review_word (at_ms)`.execute(db);
		await sql`create index enrollment_by_decision on enrollment (decided_at_ms)
			where state in ('returned', 'approved', 'rejected')`.execute(db);
	},
};
