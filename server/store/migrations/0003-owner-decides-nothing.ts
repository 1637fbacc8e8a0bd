import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';

/** What an owner's transaction writes is never a decision, whatever the code above it does. */
export const ownerDecidesNothing: Migration = {
	async up(db) {
		const own = 'owner_account_id = actor_id()';
		const submitted = `state in ('declared', 'returned', 'approved', 'rejected')`;
		// A reviewer's own enrollment is somebody else's to decide.
		const review = `(actor_role() = 'reviewer' and ${submitted} and not (${own}))`;
		const written = `(${own} and state in ('draft', 'notified', 'declared', 'returned'))`;
		await sql`drop policy enrollment_update on enrollment`.execute(db);
		await sql`create policy enrollment_update on enrollment for update to ${sql.id(appRole)}
			using (actor_is_system() or ${sql.raw(own)} or ${sql.raw(review)})
			with check (actor_is_system() or ${sql.raw(written)} or ${sql.raw(review)})`.execute(db);
	},
};
