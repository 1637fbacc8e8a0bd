import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const seen = `exists (select 1 from enrollment e where e.id = enrollment_id and actor_role() <> 'school-admin')`;
const owned = `exists (select 1 from enrollment e where e.id = enrollment_id and e.owner_account_id = actor_id())`;
const reviewed = `(actor_role() = 'reviewer' and exists (select 1 from enrollment e
	where e.id = enrollment_id and e.owner_account_id <> actor_id()))`;

/** What was submitted each time, and what reviewers said of it. Both are only ever added to. */
export const returnAndReject: Migration = {
	async up(db) {
		await sql`create table submission (
			n bigserial primary key,
			enrollment_id uuid not null references enrollment (id),
			content jsonb not null
		)`.execute(db);
		await sql`create index submission_by_enrollment on submission (enrollment_id, n)`.execute(db);
		await sql`create table review_word (
			n bigserial primary key,
			enrollment_id uuid not null references enrollment (id),
			reviewer_account_id uuid not null references account (id),
			content jsonb not null
		)`.execute(db);
		await sql`create index review_word_by_enrollment on review_word (enrollment_id, n)`.execute(db);
		await protectTable(db, 'submission', {
			select: `${system} or ${seen}`,
			insert: `${system} or ${owned}`,
		});
		await protectTable(db, 'review_word', {
			select: `${system} or ${seen}`,
			insert: `(${reviewed} and reviewer_account_id = actor_id())`,
		});
		await sql`grant usage on all sequences in schema public to ${sql.id(appRole)}`.execute(db);
	},
};
