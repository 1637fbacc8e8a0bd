import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Every phone that compares itself with the server asks for its own orders: without this, all that there are were read for it. */
export const ordersOfOwner: Migration = {
	async up(db) {
		await sql`create index order_by_owner on payment_order (owner_account_id)`.execute(db);
	},
};
