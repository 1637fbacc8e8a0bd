import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const own = `actor_role() = 'reviewer' and entered_by_account_id = actor_id()`;

/** Whose account began from which entry. It outlives the entry, which its person may have deleted, and says nothing about anybody but that. */
async function createUses(db: Kysely<unknown>): Promise<void> {
	await sql`create table window_use (
		entry_id uuid primary key,
		account_id uuid not null references account (id),
		scheme_id text not null,
		entered_by_account_id uuid not null references account (id),
		begun_at_ms bigint not null
	)`.execute(db);
	await sql`create index window_use_of_account on window_use (account_id, scheme_id)`.execute(db);
	await sql`insert into window_use
		select w.id, p.account_id, w.scheme_id, w.entered_by_account_id, w.begun_at_ms
		from window_entry w join account_person p on w.person_key = p.id_type || ' ' || upper(p.id_number)
		where w.begun_at_ms is not null`.execute(db);
	await protectTable(db, 'window_use', { select: `${system} or (${own})`, insert: system });
}

/**
 * Whether the actor took this person down at the window under this scheme: begun from, or still there. Which of the person's enrollments
 * holds what was typed nobody can tell, so that it is true of all of them.
 */
async function createQuestion(db: Kysely<unknown>): Promise<void> {
	await sql`create function typed_at_window(owner uuid, person text, scheme text) returns boolean language sql stable
		as ${sql.lit(`select exists (select 1 from window_use u where u.account_id = owner and u.scheme_id = scheme
				and u.entered_by_account_id = actor_id())
			or exists (select 1 from window_entry w where w.person_key = person and w.scheme_id = scheme
				and w.entered_by_account_id = actor_id())`)}`.execute(db);
}

async function checkAlso(
	db: Kysely<unknown>,
	table: string,
	policy: string,
	condition: string,
): Promise<void> {
	const { rows } = await sql<{ check: string }>`select with_check as check from pg_policies
		where schemaname = current_schema() and tablename = ${table} and policyname = ${policy}`.execute(db);
	await sql`alter policy ${sql.id(policy)} on ${sql.id(table)}
		with check ((${sql.raw(rows[0]!.check)}) and ${sql.raw(condition)})`.execute(db);
}

/** Who types an entry at the window judges nothing that its person declares under the same scheme, whatever the code above does. */
export const windowApart: Migration = {
	async up(db) {
		await createUses(db);
		await createQuestion(db);
		// Seen and locked as before: a refusal has its reason.
		await checkAlso(
			db,
			'enrollment',
			'enrollment_update',
			`(actor_role() <> 'reviewer' or owner_account_id = actor_id()
				or not typed_at_window(owner_account_id, person_key, scheme_id))`,
		);
		const ofAnother = `not exists (select 1 from enrollment e where e.id = enrollment_id
			and typed_at_window(e.owner_account_id, e.person_key, e.scheme_id) offset 0)`;
		for (const policy of ['case_hold_insert', 'case_hold_update']) {
			await checkAlso(db, 'case_hold', policy, ofAnother);
		}
	},
};
