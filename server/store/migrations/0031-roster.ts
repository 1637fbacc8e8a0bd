import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const school = `(actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school())`;

/** A file that a school brought, and what each of its lines would do before it does anything. */
async function createImports(db: Kysely<unknown>): Promise<void> {
	await sql`create table roster_import (
		id uuid primary key,
		school_code text not null,
		scheme_id text not null,
		file_hash text not null,
		state text not null check (state in ('reading', 'checked', 'applied', 'undone', 'failed')),
		mapping jsonb not null,
		counts jsonb not null,
		failure text,
		created_by_account_id uuid not null references account (id),
		created_at_ms bigint not null,
		applied_at_ms bigint,
		undone_at_ms bigint,
		check ((state = 'failed') = (failure is not null)),
		check (state not in ('applied', 'undone') or applied_at_ms is not null),
		check ((state = 'undone') = (undone_at_ms is not null))
	)`.execute(db);
	await sql`create index roster_import_of_school on roster_import (school_code, created_at_ms)`.execute(db);
	await sql`create table roster_line (
		import_id uuid not null references roster_import (id) on delete cascade,
		school_code text not null,
		line int not null,
		effect text not null check (effect in ('new', 'changed', 'same', 'problem')),
		student jsonb,
		problems jsonb not null,
		primary key (import_id, line),
		check ((effect = 'problem') = (student is null))
	)`.execute(db);
	await sql`create index roster_line_by_effect on roster_line (import_id, effect, line)`.execute(db);
}

/**
 * Everybody the school answers for. `word` is what the school itself has on record of a student who does not enroll
 * here; how far an enrollment is stands in the enrollment alone, so that the two never tell different things.
 */
async function createStudents(db: Kysely<unknown>): Promise<void> {
	await sql`create table roster_student (
		id uuid primary key,
		school_code text not null,
		scheme_id text not null,
		student_number text not null,
		name text not null,
		id_type text,
		id_number text,
		person_key text,
		college text not null,
		class_name text not null,
		phone text,
		is_leaving boolean not null,
		enrollment_id uuid unique references enrollment (id) on delete set null,
		matched_by text check (matched_by in ('id-number', 'student-number', 'person')),
		word text check (word in ('elsewhere', 'identity-place', 'declined', 'stopped')),
		word_basis jsonb,
		word_by_account_id uuid references account (id),
		word_at_ms bigint,
		import_id uuid not null references roster_import (id),
		created_at_ms bigint not null,
		updated_at_ms bigint not null,
		unique (school_code, scheme_id, student_number),
		check ((id_type is null) = (id_number is null) and (id_number is null) = (person_key is null)),
		check ((word is null) = (word_at_ms is null) and (word is null) = (word_basis is null)
			and (word is null) = (word_by_account_id is null))
	)`.execute(db);
	await sql`create index roster_student_by_person on roster_student (person_key, scheme_id)`.execute(db);
	await sql`create index roster_student_of_class
		on roster_student (school_code, scheme_id, college, class_name, student_number)`.execute(db);
	// What an import made of a student, so that it can be undone: null where there was none before.
	await sql`create table roster_change (
		import_id uuid not null references roster_import (id),
		student_id uuid not null references roster_student (id) on delete cascade,
		school_code text not null,
		before jsonb,
		primary key (import_id, student_id)
	)`.execute(db);
	// An enrollment that may be a student's, and that a person must look at.
	await sql`create table roster_candidate (
		student_id uuid not null references roster_student (id) on delete cascade,
		enrollment_id uuid not null references enrollment (id) on delete cascade,
		school_code text not null,
		reason text not null check (reason in ('name-differs', 'number-differs', 'several')),
		refused_by_account_id uuid references account (id),
		refused_at_ms bigint,
		created_at_ms bigint not null,
		primary key (student_id, enrollment_id)
	)`.execute(db);
	await sql`create index roster_candidate_open on roster_candidate (school_code, created_at_ms)
		where refused_at_ms is null`.execute(db);
}

/** One outcome a student, worked out where it is read: the sums of any part are those of its students. */
async function createOutcomes(db: Kysely<unknown>): Promise<void> {
	await sql`create view roster_outcome with (security_invoker = true) as
		select s.id, s.school_code, s.scheme_id, s.college, s.class_name, s.is_leaving, s.enrollment_id,
			e.state as enrollment_state, o.state as order_state,
			case
				when s.word = 'stopped' then 'stopped'
				when e.state in ('declared', 'returned', 'approved') then 'enrolled-here'
				when s.word is not null then s.word
				else 'not-reached'
			end as outcome
		from roster_student s
		left join enrollment e on e.id = s.enrollment_id
		left join payment_order o on o.enrollment_id = e.id and o.state <> 'void'`.execute(db);
	await sql`grant select on roster_outcome to ${sql.id(appRole)}`.execute(db);
}

/** A school's roster, what was brought into it, and in which outcome each student ends. */
export const roster: Migration = {
	async up(db) {
		await createImports(db);
		await createStudents(db);
		await createOutcomes(db);
		const all = `${system} or ${school}`;
		for (const table of [
			'roster_import',
			'roster_line',
			'roster_student',
			'roster_change',
			'roster_candidate',
		]) {
			await protectTable(db, table, { select: all, insert: all, update: all, delete: all });
		}
	},
};
