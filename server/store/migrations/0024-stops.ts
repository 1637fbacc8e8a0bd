import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

/** Stops of insurance elsewhere: a person asks, only the product itself writes what the register answered. */
export const stops: Migration = {
	async up(db) {
		await sql`create table stop_registration (
			id uuid primary key,
			owner_account_id uuid not null references account (id),
			enrollment_id uuid not null,
			form jsonb not null,
			state text not null check (state in ('requested', 'effective', 'refused')),
			receipt_number text,
			refusal text check (refusal in ('not-insured', 'mismatch')),
			requested_at_ms bigint not null,
			settled_at_ms bigint,
			check ((state = 'requested') = (settled_at_ms is null)),
			check ((state = 'effective') = (receipt_number is not null)),
			check ((state = 'refused') = (refusal is not null))
		)`.execute(db);
		await sql`create index stop_by_owner on stop_registration (owner_account_id, enrollment_id, requested_at_ms)`.execute(
			db,
		);
		const own = 'owner_account_id = actor_id()';
		await protectTable(db, 'stop_registration', {
			select: `actor_is_system() or ${own}`,
			insert: `${own} and state = 'requested'`,
			update: 'actor_is_system()',
		});
	},
};
