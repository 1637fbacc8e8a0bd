import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const clerk = `actor_role() = 'clerk'`;

/** What a clerk leaves as it is, with a reason: added to, never changed. And who paid for somebody else. */
export const clerksDesk: Migration = {
	async up(db) {
		await sql`create table left_open (
			kind text not null check (kind in ('held', 'row', 'missing-there')),
			subject uuid not null,
			line int not null check ((kind = 'row') = (line > 0)),
			reason text not null check (reason in ('asked-tax-side', 'next-statement', 'asked-payer', 'other')),
			words text check (length(words) between 1 and 300),
			account_id uuid not null references account (id),
			at_ms bigint not null,
			primary key (kind, subject, line, at_ms),
			check (reason <> 'other' or words is not null)
		)`.execute(db);
		await protectTable(db, 'left_open', {
			select: `${system} or ${clerk}`,
			insert: `${clerk} and account_id = actor_id()`,
		});
		await sql`create table paid_for (
			account_id uuid not null references account (id),
			order_id uuid not null references payment_order (id),
			at_ms bigint not null,
			primary key (account_id, order_id)
		)`.execute(db);
		await protectTable(db, 'paid_for', {
			select: `${system} or account_id = actor_id()`,
			insert: system,
		});
	},
};
