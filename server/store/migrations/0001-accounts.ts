import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createActorFunctions, protectTable } from '../row-security.ts';

const system = 'actor_is_system()';

async function createTables(db: Kysely<unknown>): Promise<void> {
	await sql`create table account (
		id uuid primary key,
		phone text not null unique,
		role text not null,
		school_code text,
		password_hash text,
		unlock_key text not null,
		created_at_ms bigint not null
	)`.execute(db);
	await sql`create table account_person (
		account_id uuid primary key references account (id) on delete cascade,
		name text not null,
		id_type text not null,
		id_number text not null unique,
		bound_at_ms bigint not null
	)`.execute(db);
	await sql`create table session (
		token_hash text primary key,
		account_id uuid not null references account (id) on delete cascade,
		created_at_ms bigint not null,
		last_used_at_ms bigint not null,
		expires_at_ms bigint not null
	)`.execute(db);
	await sql`create index session_by_account on session (account_id)`.execute(db);
	await sql`create table one_time_code (
		id uuid primary key,
		phone text not null,
		purpose text not null,
		code_hash text not null,
		created_at_ms bigint not null,
		expires_at_ms bigint not null,
		tries int not null,
		used boolean not null,
		unique (phone, purpose)
	)`.execute(db);
	await sql`create table rate_limit (
		key text primary key,
		hits int not null,
		ends_at_ms bigint not null
	)`.execute(db);
	await sql`create table setting (key text primary key, value text not null)`.execute(db);
}

export const accounts: Migration = {
	async up(db) {
		await createActorFunctions(db);
		await createTables(db);
		const own = (column: string) => `${system} or ${column} = actor_id()`;
		await protectTable(db, 'account', { select: own('id'), insert: system, update: system });
		await protectTable(db, 'account_person', { select: own('account_id'), insert: system });
		const forSystem = { select: system, insert: system, update: system, delete: system };
		await protectTable(db, 'session', forSystem);
		await protectTable(db, 'one_time_code', forSystem);
		await protectTable(db, 'rate_limit', forSystem);
		await protectTable(db, 'setting', { select: 'true', insert: system, update: system });
	},
};
