import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const own = `((list_export.desk = 'school' and actor_role() = 'school-admin' and actor_school() <> ''
		and school_code = actor_school())
	or (list_export.desk = 'clerk' and actor_role() = 'clerk'))`;
/** Of the part's list: whom it was made for. */
const asked = `exists (select 1 from list_export of_list where of_list.id = export_id
	and of_list.asked_by_account_id = actor_id()`;

/** A list that leaves is made in parts, the long ones by a job, and fetched part by part until its asker has it. */
export const listsInParts: Migration = {
	async up(db) {
		await sql`alter table list_export add column made int not null default 0 check (made between 0 and rows),
			add column cursor jsonb`.execute(db);
		// Their names were given by PostgreSQL: found by what they say.
		await sql`do $$ declare rule name; begin
			for rule in select conname from pg_constraint where conrelid = 'list_export'::regclass
				and contype = 'c' and pg_get_constraintdef(oid) like '%taken%' loop
				execute format('alter table list_export drop constraint %I', rule);
			end loop; end $$`.execute(db);
		await sql`alter table list_export
			add constraint list_export_states
				check (state in ('waiting', 'ready', 'making', 'made', 'refused', 'taken')),
			add constraint list_export_taken check ((state = 'taken') = (taken_at_ms is not null)),
			add constraint list_export_made check ((state in ('made', 'taken')) = (fingerprint is not null))`.execute(db);
		const changed = sql.raw(
			`${system} or (${own} and (asked_by_account_id = actor_id() or state <> 'taken'))`,
		);
		await sql`drop policy list_export_update on list_export`.execute(db);
		await sql`create policy list_export_update on list_export for update to ${sql.id(appRole)}
			using (${changed}) with check (${changed})`.execute(db);
		await sql`create index list_export_making on list_export (asked_at_ms) where state = 'making'`.execute(
			db,
		);
		await sql`create table list_export_part (
			export_id uuid not null references list_export (id),
			n int not null check (n >= 0),
			rows jsonb not null,
			hash text not null,
			primary key (export_id, n)
		)`.execute(db);
		await protectTable(db, 'list_export_part', {
			select: `${system} or ${asked})`,
			insert: `${system} or ${asked} and of_list.state = 'making')`,
			delete: `${system} or ${asked} and of_list.state = 'taken')`,
		});
	},
};
