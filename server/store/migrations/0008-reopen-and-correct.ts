import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';
const seen = `exists (select 1 from enrollment e where e.id = enrollment_id and actor_role() <> 'school-admin')`;
const reviewed = `(actor_role() = 'reviewer' and exists (select 1 from enrollment e
	where e.id = enrollment_id and e.owner_account_id <> actor_id()))`;

/** What hangs on an enrollment goes with it when its owner deletes a draft; the audit and the number stay used. */
const attached = ['evaluation', 'submission', 'review_word', 'school_registration', 'notice'] as const;

async function letDraftsGo(db: Kysely<unknown>): Promise<void> {
	for (const table of attached) {
		const constraint = sql.id(`${table}_enrollment_id_fkey`);
		await sql`alter table ${sql.id(table)} drop constraint ${constraint},
			add constraint ${constraint} foreign key (enrollment_id) references enrollment (id) on delete cascade`.execute(
			db,
		);
	}
	await sql`alter table notice_delivery drop constraint notice_delivery_notice_id_account_id_fkey,
		add constraint notice_delivery_of_notice foreign key (notice_id, account_id)
		references notice (id, account_id) on delete cascade`.execute(db);
}

/** Corrections are only ever added to. */
async function createCorrections(db: Kysely<unknown>): Promise<void> {
	await sql`create table correction (
		n bigserial primary key,
		enrollment_id uuid not null references enrollment (id) on delete cascade,
		reviewer_account_id uuid not null references account (id),
		content jsonb not null
	)`.execute(db);
	await sql`create index correction_by_enrollment on correction (enrollment_id, n)`.execute(db);
	await protectTable(db, 'correction', {
		select: `${system} or ${seen}`,
		insert: `(${reviewed} and reviewer_account_id = actor_id())`,
	});
	await sql`grant usage on all sequences in schema public to ${sql.id(appRole)}`.execute(db);
}

/** An enrollment may have many orders, one of them not void. A reviewer voids one that is not paid, and no more. */
async function letOrdersBeVoided(db: Kysely<unknown>): Promise<void> {
	await sql`alter table payment_order drop constraint payment_order_enrollment_id_key`.execute(db);
	await sql`create unique index order_of_enrollment on payment_order (enrollment_id)
		where voided_at_ms is null`.execute(db);
	await sql`create index order_by_enrollment on payment_order (enrollment_id)`.execute(db);
	await sql`create policy payment_order_void on payment_order for update to ${sql.id(appRole)}
		using (${sql.raw(reviewed)} and state in ('due', 'declared', 'paying', 'failed', 'cancelled'))
		with check (${sql.raw(reviewed)} and state = 'void')`.execute(db);
}

export const reopenAndCorrect: Migration = {
	async up(db) {
		await letDraftsGo(db);
		await createCorrections(db);
		await letOrdersBeVoided(db);
		// Approving again asks whether the school has entered the student already.
		await sql`create policy school_registration_review on school_registration for select
			to ${sql.id(appRole)} using (${sql.raw(reviewed)})`.execute(db);
	},
};
