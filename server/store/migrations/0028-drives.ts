import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const school = `(actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school())`;
const own = 'account_id = actor_id()';
/** Conditions look into this table alone, whose own look into none: policies that ask each other never end. */
const ownAssignment = `exists (select 1 from drive_assignment a
	where a.id = assignment_id and a.account_id = actor_id())`;

async function createDrives(db: Kysely<unknown>): Promise<void> {
	await sql`create table drive (
		id uuid primary key,
		school_code text not null,
		scheme_id text not null,
		title text not null,
		place text not null,
		day date not null,
		goals jsonb not null,
		state text not null check (state in ('open', 'closed')),
		opened_by_account_id uuid not null references account (id),
		opened_at_ms bigint not null,
		closed_at_ms bigint,
		check ((state = 'closed') = (closed_at_ms is not null))
	)`.execute(db);
	await sql`create index drive_of_school on drive (school_code, day)`.execute(db);
	await sql`create table drive_invitation (
		id uuid primary key,
		drive_id uuid not null references drive (id),
		school_code text not null,
		token_hash text not null unique,
		uses int not null check (uses > 0),
		used int not null check (used <= uses),
		created_by_account_id uuid not null references account (id),
		created_at_ms bigint not null,
		expires_at_ms bigint not null,
		revoked_at_ms bigint
	)`.execute(db);
	await sql`create index drive_invitation_of_drive on drive_invitation (drive_id)`.execute(db);
	await sql`create table drive_assignment (
		id uuid primary key,
		drive_id uuid not null references drive (id),
		school_code text not null,
		account_id uuid not null references account (id),
		invitation_id uuid not null references drive_invitation (id),
		undertaking_version text not null,
		undertaking_at_ms bigint not null,
		joined_at_ms bigint not null,
		revoked_at_ms bigint
	)`.execute(db);
	await sql`create unique index drive_assignment_once on drive_assignment (drive_id, account_id)
		where revoked_at_ms is null`.execute(db);
	await sql`create index drive_assignment_of_account on drive_assignment (account_id, joined_at_ms)`.execute(
		db,
	);
	await sql`create table drive_contact (
		assignment_id uuid not null references drive_assignment (id),
		device_id uuid not null references device (id),
		school_code text not null,
		last_contact_ms bigint not null,
		unsent int,
		primary key (assignment_id, device_id)
	)`.execute(db);
}

async function createEntries(db: Kysely<unknown>): Promise<void> {
	// What a volunteer handed over in a drive: from then on they see no more of it than that it is there.
	await sql`alter table enrollment add column drive_id uuid references drive (id)`.execute(db);
	await sql`create table drive_entry (
		enrollment_id uuid primary key references enrollment (id) on delete cascade,
		drive_id uuid not null references drive (id),
		assignment_id uuid not null references drive_assignment (id),
		school_code text not null,
		college text not null,
		content_hash text not null,
		confirmation jsonb not null,
		started_at_ms bigint not null,
		finished_at_ms bigint not null,
		received_at_ms bigint not null,
		is_after_revocation boolean not null
	)`.execute(db);
	await sql`create index drive_entry_of_drive on drive_entry (drive_id)`.execute(db);
	await sql`create index drive_entry_by_token on drive_entry ((confirmation ->> 'tokenHash'))`.execute(db);
	await sql`create table school_key (
		id uuid primary key,
		school_code text not null,
		alg text not null,
		public_key text not null,
		wrapped_private_key text not null,
		created_at_ms bigint not null,
		retired_at_ms bigint
	)`.execute(db);
	await sql`create unique index school_key_current on school_key (school_code)
		where retired_at_ms is null`.execute(db);
}

async function protect(db: Kysely<unknown>): Promise<void> {
	await protectTable(db, 'drive_assignment', {
		select: `${system} or ${own} or ${school}`,
		// A volunteer does not see the invitation that lets them in: the product itself looks at it, and writes.
		insert: system,
		update: school,
	});
	await protectTable(db, 'drive', {
		select: `${system} or ${school} or exists (select 1 from drive_assignment a
			where a.drive_id = drive.id and a.account_id = actor_id())`,
		insert: `${school} and opened_by_account_id = actor_id() and state = 'open'`,
		update: school,
	});
	await protectTable(db, 'drive_invitation', {
		select: `${system} or ${school}`,
		insert: `${school} and created_by_account_id = actor_id() and exists (select 1 from drive d
			where d.id = drive_id and d.school_code = drive_invitation.school_code)`,
		update: `${system} or ${school}`,
	});
	await protectTable(db, 'drive_contact', {
		select: `${system} or ${school} or ${ownAssignment}`,
		insert: ownAssignment,
		update: ownAssignment,
	});
	await protectTable(db, 'drive_entry', {
		select: `${system} or ${school} or ${ownAssignment}`,
		insert: ownAssignment,
	});
	await protectTable(db, 'school_key', { select: system, insert: system, update: system });
}

/** Drives, who may collect in them, what they handed over, and the keys that it is sealed for. */
export const drives: Migration = {
	async up(db) {
		await createDrives(db);
		await createEntries(db);
		await protect(db);
	},
};
