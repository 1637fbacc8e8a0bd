import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** 扣款记录 keeps every deduction that failed, also once another one has succeeded. */
export const failedDeductions: Migration = {
	async up(db) {
		await sql`alter table payment_order add column failures_at_ms jsonb not null default '[]'`.execute(db);
		await sql`update payment_order set failures_at_ms = jsonb_build_array(updated_at_ms)
			where state = 'failed'`.execute(db);
	},
};
