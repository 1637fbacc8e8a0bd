import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';

/** Pictures of feedback lie among their sender's documents; who answers the feedback sees them too. */
export const feedbackPictures: Migration = {
	async up(db) {
		await sql`alter table feedback add column pictures text[] not null default '{}'
			check (cardinality(pictures) <= 3)`.execute(db);
		// The feedback's own policy holds within: nobody learns of a picture by a feedback that is not theirs to see.
		await sql`create policy document_of_feedback on document for select to ${sql.id(appRole)}
			using (actor_role() in ('reviewer', 'school-admin') and exists (select 1 from feedback f
				where f.owner_account_id = document.owner_account_id and document.hash = any (f.pictures)))`.execute(db);
	},
};
