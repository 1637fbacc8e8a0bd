import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

/**
 * What accounts' ids and unlock keys are made from. It is in every backup from now on: a phone number that signs in
 * after a restore gets the account again that the backup lacks. And what a device last said it had unsent, with the
 * browser that it lives in: the next device of the same browser hears it, since its storage must have been emptied.
 */
export const lostAndFound: Migration = {
	async up(db) {
		await sql`create table secret (name text primary key, value text not null)`.execute(db);
		await sql`insert into secret (name, value)
			values ('account-root', gen_random_uuid()::text || gen_random_uuid()::text)`.execute(db);
		await protectTable(db, 'secret', { select: 'actor_is_system()' });

		await sql`create table unsent_note (
			device_id uuid primary key references device (id),
			account_id uuid not null references account (id),
			browser_hash text not null,
			records int not null,
			files int not null,
			heard_at_ms bigint not null
		)`.execute(db);
		await sql`create index unsent_note_by_browser on unsent_note (account_id, browser_hash)`.execute(db);
		const own = 'actor_is_system() or account_id = actor_id()';
		await protectTable(db, 'unsent_note', { select: own, insert: own, update: own });
	},
};
