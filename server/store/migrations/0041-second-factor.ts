import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';

/** What staff prove beside their phone or password; and, half-way through such a sign-in, what it goes on with. */
export const secondFactor: Migration = {
	async up(db) {
		await sql`create table second_factor (
			account_id uuid primary key references account (id) on delete cascade,
			wrapped_secret text not null,
			begun_at_ms bigint not null,
			confirmed_at_ms bigint,
			last_step bigint not null
		)`.execute(db);
		await sql`create table recovery_code (
			account_id uuid not null references second_factor (account_id) on delete cascade,
			code_hash text not null,
			primary key (account_id, code_hash)
		)`.execute(db);
		await sql`create table sign_in_ticket (
			token_hash text primary key,
			account_id uuid not null references account (id) on delete cascade,
			way text not null,
			tries int not null,
			expires_at_ms bigint not null
		)`.execute(db);
		await sql`create index sign_in_ticket_by_account on sign_in_ticket (account_id)`.execute(db);
		const forSystem = { select: system, insert: system, update: system, delete: system };
		await protectTable(db, 'second_factor', forSystem);
		await protectTable(db, 'recovery_code', { select: system, insert: system, delete: system });
		await protectTable(db, 'sign_in_ticket', forSystem);
	},
};
