import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';

const system = 'actor_is_system()';
const own = `((list_export.desk = 'school' and actor_role() = 'school-admin' and actor_school() <> ''
		and school_code = actor_school())
	or (list_export.desk = 'clerk' and actor_role() = 'clerk'))`;

/** The clerks' lists of orders leave as the schools' lists do: with a reason, a second person where they are long, once. */
export const clerksLists: Migration = {
	async up(db) {
		await sql`alter table roster_export rename to list_export`.execute(db);
		await sql`alter table list_export
			add column desk text not null default 'school' check (desk in ('school', 'clerk')),
			alter column school_code drop not null,
			alter column scheme_id drop not null,
			add constraint list_export_of_desk check ((desk = 'school') = (school_code is not null)
				and (desk = 'school') = (scheme_id is not null))`.execute(db);
		await sql`alter table list_export alter column desk drop default`.execute(db);
		await sql`create index list_export_of_clerks on list_export (asked_at_ms) where desk = 'clerk'`.execute(
			db,
		);
		const role = sql.id(appRole);
		for (const command of ['select', 'insert', 'update']) {
			await sql`drop policy ${sql.id(`roster_export_${command}`)} on list_export`.execute(db);
		}
		await sql`create policy list_export_select on list_export for select to ${role}
			using (${sql.raw(`${system} or ${own}`)})`.execute(db);
		// Who asks, asks for themselves; nobody makes one that is judged or taken already.
		await sql`create policy list_export_insert on list_export for insert to ${role}
			with check (${sql.raw(`${own} and asked_by_account_id = actor_id()
				and state in ('waiting', 'ready') and judged_by_account_id is null`)})`.execute(db);
		const changed = sql.raw(`${own} and (asked_by_account_id = actor_id() or state <> 'taken')`);
		await sql`create policy list_export_update on list_export for update to ${role}
			using (${changed}) with check (${changed})`.execute(db);
	},
};
