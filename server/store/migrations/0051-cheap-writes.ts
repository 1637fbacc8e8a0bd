import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { askOfEachRow } from '../row-security.ts';

/** Each row of theirs belongs to one record, by whose key the policy finds it. */
const ofOneRecord = [
	'case_hold',
	'correction',
	'evaluation',
	'fact_request',
	'field_conflict',
	'mutation_receipt',
	'notice',
	'notice_delivery',
	'review_word',
	'school_registration',
	'signature',
	'submission',
	'superseded_entry',
];

/**
 * An index over something taken out of `fields` made every edit of a draft a new entry in every index of the table: PostgreSQL leaves
 * the indexes alone only where no column changes that any of them looks at. The student number stands in a column.
 */
async function leaveIndexesAlone(db: Kysely<unknown>): Promise<void> {
	await sql`drop index enrollment_of_student_number`.execute(db);
	await sql`create index enrollment_of_student_number on enrollment (school_code, scheme_id, number_key)
		where state in ('declared', 'returned', 'approved')`.execute(db);
}

/** An edit of a draft touches no index, and a policy about one row reads no table whole. */
export const cheapWrites: Migration = {
	async up(db) {
		await leaveIndexesAlone(db);
		for (const table of ofOneRecord) await askOfEachRow(db, table);
	},
};
