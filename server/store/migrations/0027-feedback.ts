import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { protectTable } from '../row-security.ts';

/** 反馈投诉: its sender sees it, and the office or the one school that it was sent to, which alone answers. */
export const feedback: Migration = {
	async up(db) {
		await sql`create table feedback (
			id uuid primary key,
			owner_account_id uuid not null references account (id),
			category text not null,
			office text not null check (office in ('centre', 'school')),
			school_code text,
			record_id uuid,
			words text not null,
			state text not null check (state in ('submitted', 'taken', 'answered')),
			answer text,
			sent_at_ms bigint not null,
			answered_at_ms bigint,
			check ((office = 'school') = (school_code is not null)),
			check ((state = 'answered') = (answer is not null)),
			check ((answer is null) = (answered_at_ms is null))
		)`.execute(db);
		await sql`create index feedback_by_owner on feedback (owner_account_id, sent_at_ms)`.execute(db);
		await sql`create index feedback_queue on feedback (state, sent_at_ms, id)`.execute(db);
		const own = 'owner_account_id = actor_id()';
		const theirs = `((actor_role() = 'reviewer' and office = 'centre')
			or (actor_role() = 'school-admin' and actor_school() <> '' and school_code = actor_school()))`;
		await protectTable(db, 'feedback', {
			select: `actor_is_system() or ${own} or ${theirs}`,
			insert: `${own} and state = 'submitted'`,
			update: `${theirs} and owner_account_id <> actor_id()`,
		});
	},
};
