import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const school = `(actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school())`;

/** What a word rests on is there with it; who is stopped is not among those who stay. */
async function constrainWords(db: Kysely<unknown>): Promise<void> {
	await sql`alter table roster_student
		add column stay_reason text check (stay_reason in ('further-study', 'delayed')),
		add column stay_by_account_id uuid references account (id),
		add column stay_at_ms bigint,
		add constraint roster_student_stay check ((stay_reason is null) = (stay_by_account_id is null)
			and (stay_reason is null) = (stay_at_ms is null)),
		add constraint roster_student_stops_or_stays check (stay_reason is null or word is distinct from 'stopped'),
		add constraint roster_student_basis check (coalesce(case word
			when 'elsewhere' then word_basis ->> 'proof' is not null and word_basis ->> 'place' is not null
			when 'identity-place' then word_basis ->> 'proof' is not null and word_basis ->> 'place' is not null
			when 'declined' then word_basis ->> 'signedOn' is not null and word_basis ->> 'heldBy' is not null
			when 'stopped' then word_basis ->> 'reason' is not null and word_basis ->> 'effectiveOn' is not null
			else true end, false))`.execute(db);
}

/** A list that leaves the product: asked for with a reason, agreed to by another where it is long, taken once. */
async function createExports(db: Kysely<unknown>): Promise<void> {
	await sql`create table roster_export (
		id uuid primary key,
		school_code text not null,
		scheme_id text not null,
		query jsonb not null,
		names text not null check (names in ('masked', 'full')),
		reason text not null check (length(reason) > 0),
		rows int not null check (rows >= 0),
		is_second_needed boolean not null,
		state text not null check (state in ('waiting', 'ready', 'refused', 'taken')),
		asked_by_account_id uuid not null references account (id),
		asked_at_ms bigint not null,
		judged_by_account_id uuid references account (id),
		judged_at_ms bigint,
		taken_at_ms bigint,
		fingerprint text,
		expires_at_ms bigint not null,
		check ((judged_by_account_id is null) = (judged_at_ms is null)),
		check (judged_by_account_id <> asked_by_account_id),
		check (not is_second_needed or state = 'waiting' or judged_by_account_id is not null),
		check ((state = 'taken') = (taken_at_ms is not null) and (state = 'taken') = (fingerprint is not null))
	)`.execute(db);
	await sql`create index roster_export_of_school on roster_export (school_code, asked_at_ms)`.execute(db);
	// Who asks, asks for themselves; nobody makes one that is judged or taken already.
	await protectTable(db, 'roster_export', {
		select: `${system} or ${school}`,
		insert: `${school} and asked_by_account_id = actor_id() and state in ('waiting', 'ready')
			and judged_by_account_id is null`,
		update: `${school} and (asked_by_account_id = actor_id() or state <> 'taken')`,
	});
}

/** 专人: whom the school has named for students' insurance. An entry is ended, never removed. */
async function createStaff(db: Kysely<unknown>): Promise<void> {
	await sql`create table school_staff (
		id uuid primary key,
		school_code text not null,
		name text not null,
		duty text not null check (duty in ('insurance', 'platform-account')),
		since date not null,
		undertaking_on date,
		named_by_account_id uuid not null references account (id),
		named_at_ms bigint not null,
		ended_on date,
		check (ended_on is null or ended_on >= since)
	)`.execute(db);
	await sql`create index school_staff_of_school on school_staff (school_code, since)`.execute(db);
	await protectTable(db, 'school_staff', {
		select: `${system} or ${school}`,
		insert: `${school} and named_by_account_id = actor_id() and ended_on is null`,
		update: school,
	});
}

/** The words of a school hold what they rest on; lists that leave; whom the school has named. */
export const outcomes: Migration = {
	async up(db) {
		await constrainWords(db);
		await createExports(db);
		await createStaff(db);
	},
};
