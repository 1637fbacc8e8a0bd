import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';

/**
 * The audit entries that wait for their seal, by number: the sealer asks for these alone, and so pays for what it seals and not for
 * what there is. Filled with each entry and emptied with its seal by the database itself, so that no way of writing either leaves it
 * out. No horizon of transaction ids says which entries can still come: those start anew where a backup is restored.
 */
export const unsealedEntries: Migration = {
	async up(db) {
		await sql`create table audit_unsealed (entry_id bigint primary key)`.execute(db);
		await protectTable(db, 'audit_unsealed', {
			select: `${system} or actor_role() = 'auditor'`,
			insert: 'true',
			delete: system,
		});
		await sql`create function audit_entry_waits() returns trigger language plpgsql as $$
			begin
				insert into audit_unsealed (entry_id) values (new.id);
				return null;
			end $$`.execute(db);
		await sql`create trigger audit_entry_waits after insert on audit_entry
			for each row execute function audit_entry_waits()`.execute(db);
		// By a list of keys: a join with the seals just made could be planned as a reading of all that waits.
		await sql`create function audit_entry_is_sealed() returns trigger language plpgsql as $$
			begin
				delete from audit_unsealed where entry_id = any (array(select entry_id from made));
				return null;
			end $$`.execute(db);
		await sql`create trigger audit_entry_is_sealed after insert on audit_seal
			referencing new table as made for each statement execute function audit_entry_is_sealed()`.execute(db);
		// After the triggers, whose making lets nobody write until this is committed: no entry falls in between.
		await sql`insert into audit_unsealed (entry_id)
			select id from audit_entry e where not exists (select 1 from audit_seal s where s.entry_id = e.id)`.execute(
			db,
		);
	},
};
