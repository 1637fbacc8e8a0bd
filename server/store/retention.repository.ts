import { sql, type RawBuilder } from 'kysely';
import type { RetentionClass } from '#server/usecase/retention/classes.ts';
import type { RetentionTx } from '#server/usecase/retention/ports.ts';
import type { Parts } from './parts.ts';

/** Nobody holds this account. */
export const free = (account: string) => sql`not exists (select 1 from legal_hold h
	where h.lifted_at_ms is null and h.account_id = ${sql.ref(account)})`;

const freeOf = (personKey: string) => sql`not exists (select 1 from legal_hold h
	join account_person p on p.account_id = h.account_id
	where h.lifted_at_ms is null and ${sql.ref(personKey)} = p.id_type || ' ' || upper(p.id_number))`;

/** Neither who entered it nor the person that it is about is held. */
const freeEntry = sql`${free('e.owner_account_id')} and ${freeOf('e.person_key')}`;

/** Each ends in one row with how many went. */
const removals: Record<RetentionClass, (beforeMs: number, limit: number) => RawBuilder<{ count: number }>> = {
	unconfirmed: (beforeMs, limit) => sql`
		with old as (select e.id from enrollment e where e.state = 'notified' and e.updated_at_ms < ${beforeMs}
			and ${freeEntry} order by e.id limit ${limit} for update skip locked),
		gone as (delete from enrollment where id in (select id from old) returning id, owner_account_id),
		told as (insert into change (account_id, kind, record_id) select owner_account_id, 'enrollment', id from gone),
		taken_down as (delete from window_entry where id in (
			select e.id from window_entry e where e.entered_at_ms < ${beforeMs} and ${freeOf('e.person_key')}
			limit ${limit}) returning 1)
		select ((select count(*) from gone) + (select count(*) from taken_down))::int as count`,
	deliveries: (beforeMs, limit) => sql`
		with gone as (delete from notice_delivery where (notice_id, channel) in (
			select d.notice_id, d.channel from notice_delivery d where d.ended_at_ms < ${beforeMs}
			and ${free('d.account_id')} limit ${limit}) returning 1)
		select count(*)::int as count from gone`,
	feedback: (beforeMs, limit) => sql`
		with gone as (delete from feedback where id in (
			select f.id from feedback f where f.answered_at_ms < ${beforeMs}
			and ${free('f.owner_account_id')} limit ${limit}) returning 1)
		select count(*)::int as count from gone`,
	'statement-cells': (beforeMs, limit) => sql`
		with gone as (update statement_row set cells = null where (statement_id, line) in (
			select r.statement_id, r.line from statement_row r join statement s on s.id = r.statement_id
			where s.done_at_ms < ${beforeMs} and r.cells is not null limit ${limit}) returning 1)
		select count(*)::int as count from gone`,
	contacts: (beforeMs, limit) => sql`
		with gone as (delete from drive_contact where (assignment_id, device_id) in (
			select c.assignment_id, c.device_id from drive_contact c join drive_assignment a on a.id = c.assignment_id
			where c.last_contact_ms < ${beforeMs} and ${free('a.account_id')} limit ${limit}) returning 1)
		select count(*)::int as count from gone`,
	'unsent-notes': (beforeMs, limit) => sql`
		with gone as (delete from unsent_note where device_id in (
			select n.device_id from unsent_note n where n.heard_at_ms < ${beforeMs}
			and ${free('n.account_id')} limit ${limit}) returning 1)
		select count(*)::int as count from gone`,
};

/** See `RetentionTable` and `LegalHoldTable` for what each call promises. */
export const retentionParts: Parts<RetentionTx> = {
	retention: (trx) => ({
		async removeBefore(kind, beforeMs, limit) {
			const { rows } = await removals[kind](beforeMs, limit).execute(trx);
			return rows[0]!.count;
		},
	}),
	legalHolds: (trx) => ({
		async insert({ id, accountId, reason, sinceMs, liftedAtMs }) {
			const row = { id, account_id: accountId, reason, since_ms: sinceMs, lifted_at_ms: liftedAtMs };
			await trx.insertInto('legal_hold').values(row).execute();
		},
		async lift(id, atMs) {
			const { numUpdatedRows } = await trx
				.updateTable('legal_hold')
				.set({ lifted_at_ms: atMs })
				.where('id', '=', id)
				.where('lifted_at_ms', 'is', null)
				.executeTakeFirst();
			return Number(numUpdatedRows) === 1;
		},
		async open() {
			const open = trx.selectFrom('legal_hold').selectAll().where('lifted_at_ms', 'is', null);
			const rows = await open.orderBy('since_ms').execute();
			return rows.map((row) => ({
				id: row.id,
				accountId: row.account_id,
				reason: row.reason,
				sinceMs: row.since_ms,
				liftedAtMs: row.lifted_at_ms,
			}));
		},
	}),
};
