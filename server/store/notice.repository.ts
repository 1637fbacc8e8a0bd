import { sql, type Selectable } from 'kysely';
import type { NoticeDelivery, NoticeRow, NoticeTx } from '#server/usecase/notice/ports.ts';
import { jsonb, type Trx } from './database.ts';
import { executeLater } from './execute-later.ts';
import type { Parts } from './parts.ts';
import { pushSubscriptionRepository } from './push-subscription.repository.ts';
import type { Tables } from './tables.ts';

const mostTaken = 20;

function toNotice(row: Selectable<Tables['notice']>): NoticeRow {
	return {
		id: row.id,
		accountId: row.account_id,
		enrollmentId: row.enrollment_id,
		claimId: row.claim_id,
		kind: row.kind,
		atMs: row.at_ms,
		readAtMs: row.read_at_ms,
	};
}

/** See `NoticeTable` and `NoticeDeliveryTable` for what each call promises. */
export const noticeParts: Parts<NoticeTx> = {
	notices,
	noticeDeliveries: deliveries,
	pushSubscriptions: pushSubscriptionRepository,
};

function notices(trx: Trx): NoticeTx['notices'] {
	return {
		async insert({ id, accountId, enrollmentId, claimId, kind, atMs, readAtMs }) {
			await executeLater(
				trx,
				trx.insertInto('notice').values({
					id,
					account_id: accountId,
					enrollment_id: enrollmentId,
					claim_id: claimId,
					kind,
					at_ms: atMs,
					read_at_ms: readAtMs,
				}),
			);
		},
		async get(id) {
			const row = await trx.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst();
			return row ? toNotice(row) : null;
		},
		async ofAccount(accountId) {
			const rows = await trx.selectFrom('notice').selectAll().where('account_id', '=', accountId).execute();
			return rows.map(toNotice);
		},
		async ofEnrollment(enrollmentId) {
			const rows = await trx
				.selectFrom('notice')
				.select('id')
				.where('enrollment_id', '=', enrollmentId)
				.execute();
			return rows.map(({ id }) => id);
		},
		async markRead(id, atMs) {
			await trx
				.updateTable('notice')
				.set({ read_at_ms: atMs })
				.where('id', '=', id)
				.where('read_at_ms', 'is', null)
				.execute();
		},
	};
}

function deliveries(trx: Trx): NoticeTx['noticeDeliveries'] {
	return {
		async insert({ noticeId, accountId, channel, attempts, reached }, dueAtMs) {
			await executeLater(
				trx,
				sql`insert into notice_delivery
				(notice_id, account_id, channel, attempts, next_try_at_ms, reached)
				values (${noticeId}, ${accountId}, ${channel}, ${attempts}, ${dueAtMs}, ${jsonb(reached)})`,
			);
		},
		async take(channel, { nowMs, leaseUntilMs }) {
			// Rows that another process holds are passed over: they are its own.
			const { rows } = await sql<NoticeDelivery>`
				update notice_delivery d set attempts = d.attempts + 1, next_try_at_ms = ${leaseUntilMs}
				from (select notice_id from notice_delivery
					where channel = ${channel} and outcome is null and next_try_at_ms <= ${nowMs}
					order by next_try_at_ms limit ${mostTaken} for update skip locked) due
				where d.notice_id = due.notice_id and d.channel = ${channel}
				returning d.notice_id as "noticeId", d.account_id as "accountId", d.channel, d.attempts,
					d.reached`.execute(trx);
			return rows;
		},
		async putOff({ noticeId, channel, attempts, reached }, nextTryAtMs) {
			await sql`update notice_delivery
				set attempts = ${attempts}, reached = ${jsonb(reached)}, next_try_at_ms = ${nextTryAtMs}
				where notice_id = ${noticeId} and channel = ${channel}`.execute(trx);
		},
		async end({ noticeId, channel, reached }, outcome, atMs) {
			await sql`update notice_delivery
				set outcome = ${outcome}, ended_at_ms = ${atMs}, reached = ${jsonb(reached)}
				where notice_id = ${noticeId} and channel = ${channel}`.execute(trx);
		},
	};
}
