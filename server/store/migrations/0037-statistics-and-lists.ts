import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The clerk's lists: newest first, narrowed, and by the beginning of a number, compared as bytes. */
async function indexOrders(db: Kysely<unknown>): Promise<void> {
	const newest = 'created_at_ms desc, id desc';
	for (const [table, name, columns] of [
		['payment_order', 'order_desk_school', `school_code, ${newest}`],
		['payment_order', 'order_desk_state', `state, ${newest}`],
		['payment_order', 'order_desk_serial', 'serial collate "C"'],
		['payment', 'payment_desk_receipt', 'tax_receipt_number collate "C"'],
		['stray_payment', 'stray_payment_desk_receipt', 'tax_receipt_number collate "C"'],
	] as const) {
		await sql`create index ${sql.id(name)} on ${sql.id(table)} (${sql.raw(columns)})`.execute(db);
	}
}

/** When a word was said and a case decided, so that the newest weeks are found without reading the rest. */
export const statisticsAndLists: Migration = {
	async up(db) {
		await sql`alter table review_word
			add column at_ms bigint generated always as ((content ->> 'atMs')::bigint) stored`.execute(db);
		await sql`create index review_word_by_time on review_word (at_ms)`.execute(db);
		await sql`create index enrollment_by_decision on enrollment (decided_at_ms)
			where state in ('returned', 'approved', 'rejected')`.execute(db);
		await indexOrders(db);
	},
};
