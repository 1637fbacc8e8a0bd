/**
 * How a migration closes a table: row-level security enabled and forced, the plain role granted only the
 * commands that have a policy. Conditions are SQL over the row and the functions below:
 *
 *   actor_is_system()   the product itself: signing in, jobs, callbacks
 *   actor_id()          uuid of the account, null otherwise
 *   actor_role()        its role, '' otherwise
 *   actor_school()      its school's code, '' where it has none
 */
import { sql, type Kysely } from 'kysely';
import { appRole } from './database.ts';

export interface RowPolicies {
	select?: string;
	insert?: string;
	update?: string;
	delete?: string;
}

/** Enables, forces and grants. A command without a condition is not granted at all. */
export async function protectTable(db: Kysely<unknown>, table: string, policies: RowPolicies): Promise<void> {
	const name = sql.id(table);
	const role = sql.id(appRole);
	await sql`alter table ${name} enable row level security`.execute(db);
	await sql`alter table ${name} force row level security`.execute(db);
	for (const [command, condition] of Object.entries(policies)) {
		const clause =
			command === 'insert'
				? sql`with check (${sql.raw(condition)})`
				: command === 'update'
					? sql`using (${sql.raw(condition)}) with check (${sql.raw(condition)})`
					: sql`using (${sql.raw(condition)})`;
		const policy = sql.id(`${table}_${command}`);
		await sql`grant ${sql.raw(command)} on ${name} to ${role}`.execute(db);
		await sql`create policy ${policy} on ${name} for ${sql.raw(command)} to ${role} ${clause}`.execute(db);
	}
}

/**
 * Writes a policy's questions about the actor so that they are asked once a statement and not once a row. PostgreSQL then
 * also knows better how many rows it leaves: taken for nearly none, a whole state was read and sorted for one page. What is
 * asked once already stays as it is.
 */
export async function askActorOnce(
	db: Kysely<unknown>,
	table: string,
	policy: string,
	{ withSchool = false } = {},
): Promise<void> {
	const { rows } = await sql<{ qual: string }>`select qual from pg_policies
		where schemaname = current_schema() and tablename = ${table} and policyname = ${policy}`.execute(db);
	const once = rows[0]!.qual
		.replaceAll(
			/(?<!SELECT )\(actor_(role|school)\(\) (=|<>) '([a-z-]*)'::text\)/g,
			`(select actor_$1() $2 '$3')`,
		)
		.replaceAll('= actor_school()', withSchool ? '= (select actor_school())' : '= actor_school()')
		.replaceAll(/(?<!SELECT )actor_is_system\(\)/g, '(select actor_is_system())');
	await sql`alter policy ${sql.id(policy)} on ${sql.id(table)} using (${sql.raw(once)})`.execute(db);
}

/**
 * Writes the `exists` of a table's policies so that each is asked of the one row that it is about. PostgreSQL may otherwise read all that
 * the reader may see and look the row up in that: a guess that it makes while the tables are small, and that a prepared statement keeps.
 */
export async function askOfEachRow(db: Kysely<unknown>, table: string): Promise<void> {
	const { rows } = await sql<{ name: string; qual: string | null; check: string | null }>`
		select policyname as name, qual, with_check as check from pg_policies
		where schemaname = current_schema() and tablename = ${table}`.execute(db);
	for (const { name, qual, check } of rows) {
		const clauses = [
			qual === null ? sql`` : sql`using (${sql.raw(withOffsets(qual))})`,
			check === null ? sql`` : sql`with check (${sql.raw(withOffsets(check))})`,
		];
		await sql`alter policy ${sql.id(name)} on ${sql.id(table)} ${sql.join(clauses, sql` `)}`.execute(db);
	}
}

/** An `exists` with an offset is asked as it stands. Texts in conditions hold no brackets. */
function withOffsets(condition: string): string {
	const begin = /EXISTS \( SELECT/g;
	const ends = [...condition.matchAll(begin)].map(({ index }) => {
		let depth = 0;
		for (let at = condition.indexOf('(', index); ; at++) {
			if (condition[at] === '(') depth++;
			else if (condition[at] === ')' && --depth === 0) return at;
		}
	});
	return ends
		.toSorted((a, b) => b - a)
		.reduce((text, end) => `${text.slice(0, end)} OFFSET 0${text.slice(end)}`, condition);
}

/** Makes the plain role (once per cluster: another database may have made it) and the functions of the policies. */
export async function createActorFunctions(db: Kysely<unknown>): Promise<void> {
	const role = sql.id(appRole);
	await sql`do $$ begin
		create role ${role} nologin nosuperuser nocreatedb nocreaterole noinherit nobypassrls;
	exception when duplicate_object or unique_violation then null; end $$`.execute(db);
	// A superuser is a member of every role already; granting all the same would race with other databases.
	await sql`do $$ begin
		if not pg_has_role(current_user, ${sql.lit(appRole)}, 'member') then
			grant ${role} to current_user;
		end if;
	end $$`.execute(db);
	await sql`grant usage on schema public to ${role}`.execute(db);
	const functions = [
		[
			'actor_is_system',
			'boolean',
			`coalesce(current_setting('campuscover.actor_kind', true), '') = 'system'`,
		],
		['actor_id', 'uuid', `nullif(current_setting('campuscover.actor_id', true), '')::uuid`],
		['actor_role', 'text', `coalesce(current_setting('campuscover.actor_role', true), '')`],
		['actor_school', 'text', `coalesce(current_setting('campuscover.actor_school', true), '')`],
	] as const;
	for (const [name, type, body] of functions) {
		await sql`create function ${sql.id(name)}() returns ${sql.raw(type)} language sql stable
			as ${sql.lit(`select ${body}`)}`.execute(db);
	}
}
