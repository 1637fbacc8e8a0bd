import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';

/** What ends by itself, and what must not: the product alone removes, and nothing of an account that is held. */
export const retention: Migration = {
	async up(db) {
		await sql`create table legal_hold (
			id uuid primary key,
			account_id uuid not null references account (id),
			reason text not null,
			since_ms bigint not null,
			lifted_at_ms bigint
		)`.execute(db);
		await sql`create index legal_hold_open on legal_hold (account_id) where lifted_at_ms is null`.execute(db);
		await protectTable(db, 'legal_hold', { select: system, insert: system, update: system });
		for (const table of ['enrollment', 'notice_delivery', 'feedback', 'drive_contact', 'unsent_note']) {
			const name = sql.id(table);
			await sql`grant delete on ${name} to ${sql.id(appRole)}`.execute(db);
			// Of enrollments only what nobody has handed in; the database refuses where a decision or money hangs on it.
			const what = table === 'enrollment' ? `${system} and state = 'notified'` : system;
			await sql`create policy ${sql.id(`${table}_ends`)} on ${name} for delete to ${sql.id(appRole)}
				using (${sql.raw(what)})`.execute(db);
		}
	},
};
