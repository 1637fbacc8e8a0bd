import { sql, type Selectable } from 'kysely';
import type { AssignmentRow, DriveAssignmentTable, DriveContactTable } from '#server/usecase/drive/ports.ts';
import type { Trx } from './database.ts';
import type { DriveTables } from './drive-tables.ts';

function toRow(stored: Selectable<DriveTables['drive_assignment']>): AssignmentRow {
	return {
		id: stored.id,
		driveId: stored.drive_id,
		schoolCode: stored.school_code,
		accountId: stored.account_id,
		invitationId: stored.invitation_id,
		undertakingVersion: stored.undertaking_version,
		undertakingAtMs: stored.undertaking_at_ms,
		joinedAtMs: stored.joined_at_ms,
		revokedAtMs: stored.revoked_at_ms,
	};
}

/** See `DriveAssignmentTable` for what each call promises. */
export function driveAssignmentRepository(trx: Trx): DriveAssignmentTable {
	const all = () => trx.selectFrom('drive_assignment').selectAll();
	return {
		async insert(row) {
			await trx
				.insertInto('drive_assignment')
				.values({
					id: row.id,
					drive_id: row.driveId,
					school_code: row.schoolCode,
					account_id: row.accountId,
					invitation_id: row.invitationId,
					undertaking_version: row.undertakingVersion,
					undertaking_at_ms: row.undertakingAtMs,
					joined_at_ms: row.joinedAtMs,
					revoked_at_ms: row.revokedAtMs,
				})
				.execute();
		},
		async get(id) {
			const stored = await all().where('id', '=', id).executeTakeFirst();
			return stored ? toRow(stored) : null;
		},
		async ofAccount(accountId, limit) {
			const rows = await all()
				.where('account_id', '=', accountId)
				.orderBy('joined_at_ms', 'desc')
				.orderBy('id', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toRow);
		},
		async ofDrive(driveId) {
			const rows = await all()
				.where('drive_id', '=', driveId)
				.orderBy('joined_at_ms')
				.orderBy('id')
				.execute();
			return rows.map(toRow);
		},
		async revoke(id, atMs) {
			const stored = await trx
				.updateTable('drive_assignment')
				.set({ revoked_at_ms: atMs })
				.where('id', '=', id)
				.where('revoked_at_ms', 'is', null)
				.returning(['account_id', 'drive_id'])
				.executeTakeFirst();
			return stored ? { accountId: stored.account_id, driveId: stored.drive_id } : null;
		},
		async countByDrive(driveIds) {
			const { rows } = await sql<{ drive_id: string; n: number }>`
				select drive_id, count(*)::int as n from drive_assignment
				where drive_id = any(${driveIds}::uuid[]) and revoked_at_ms is null group by drive_id`.execute(trx);
			return new Map(rows.map((row) => [row.drive_id, row.n]));
		},
	};
}

/** See `DriveContactTable` for what each call promises. */
export function driveContactRepository(trx: Trx): DriveContactTable {
	return {
		async note({ accountId, deviceId, atMs, unsent }) {
			await sql`insert into drive_contact as present
					(assignment_id, device_id, school_code, last_contact_ms, unsent)
				select a.id, ${deviceId}::uuid, a.school_code, ${atMs}::bigint, ${unsent}::int
				from drive_assignment a join drive d on d.id = a.drive_id
				where a.account_id = ${accountId} and d.state = 'open'
				order by a.id
				on conflict (assignment_id, device_id) do update set
					last_contact_ms = greatest(present.last_contact_ms, excluded.last_contact_ms),
					unsent = coalesce(excluded.unsent, present.unsent)`.execute(trx);
		},
		async ofDrive(driveId) {
			const { rows } = await sql<Selectable<DriveTables['drive_contact']>>`
				select c.* from drive_contact c join drive_assignment a on a.id = c.assignment_id
				where a.drive_id = ${driveId} order by c.last_contact_ms desc, c.device_id`.execute(trx);
			return rows.map((row) => ({
				assignmentId: row.assignment_id,
				deviceId: row.device_id,
				lastContactMs: row.last_contact_ms,
				unsent: row.unsent,
			}));
		},
	};
}
