import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { appRole } from '../database.ts';
import { protectTable } from '../row-security.ts';

const system = 'actor_is_system()';

async function createTables(db: Kysely<unknown>): Promise<void> {
	await sql`create table notice (
		id uuid primary key,
		account_id uuid not null references account (id),
		enrollment_id uuid not null references enrollment (id),
		kind text not null,
		at_ms bigint not null,
		read_at_ms bigint,
		unique (id, account_id)
	)`.execute(db);
	await sql`create index notice_of_account on notice (account_id)`.execute(db);
	await sql`create table notice_delivery (
		notice_id uuid not null,
		account_id uuid not null,
		channel text not null check (channel in ('sms', 'push')),
		attempts int not null,
		next_try_at_ms bigint not null,
		reached jsonb not null,
		outcome text check (outcome in ('sent', 'not-needed', 'given-up')),
		ended_at_ms bigint,
		primary key (notice_id, channel),
		foreign key (notice_id, account_id) references notice (id, account_id)
	)`.execute(db);
	await sql`create index notice_delivery_due on notice_delivery (channel, next_try_at_ms)
		where outcome is null`.execute(db);
	// Falls with its session: who signs out, or is signed out, hears nothing more on that device.
	await sql`create table push_subscription (
		endpoint text primary key,
		account_id uuid not null references account (id) on delete cascade,
		session_hash text not null references session (token_hash) on delete cascade,
		p256dh text not null,
		auth text not null,
		created_at_ms bigint not null
	)`.execute(db);
	await sql`create index push_subscription_of_account on push_subscription (account_id)`.execute(db);
	await sql`create index push_subscription_of_session on push_subscription (session_hash)`.execute(db);
}

/** Notices told to their owners, what of them goes out by message and push, and who takes pushes. */
export const notices: Migration = {
	async up(db) {
		await createTables(db);
		await sql`alter table change drop constraint change_kind_check`.execute(db);
		await sql`alter table change add constraint change_kind_check
			check (kind in ('enrollment', 'order', 'notice'))`.execute(db);
		// Staff tells the owner of an enrollment that they see, of that enrollment; an owner tells nobody.
		const staff = `actor_role() in ('reviewer', 'clerk', 'school-admin')`;
		const ofOwner = `exists (select 1 from enrollment e
			where e.id = notice.enrollment_id and e.owner_account_id = notice.account_id)
			or exists (select 1 from payment_order o
			where o.enrollment_id = notice.enrollment_id and o.owner_account_id = notice.account_id)`;
		await protectTable(db, 'notice', {
			select: `${system} or account_id = actor_id()`,
			insert: `(${system} or ${staff}) and (${ofOwner})`,
		});
		const role = sql.id(appRole);
		await sql`grant update (read_at_ms) on notice to ${role}`.execute(db);
		await sql`create policy notice_update on notice for update to ${role}
			using (account_id = actor_id()) with check (account_id = actor_id())`.execute(db);
		const toOwner = `exists (select 1 from enrollment e where e.owner_account_id = account_id)
			or exists (select 1 from payment_order o where o.owner_account_id = account_id)`;
		await protectTable(db, 'notice_delivery', {
			select: system,
			insert: `${system} or (${staff} and (${toOwner}))`,
			update: system,
		});
		const forSystem = { select: system, insert: system, update: system, delete: system };
		await protectTable(db, 'push_subscription', forSystem);
	},
};
