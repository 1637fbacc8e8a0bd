import type { Insertable, Selectable } from 'kysely';
import type {
	DriveInvitationTable,
	DriveRow,
	DriveTable,
	InvitationRow,
} from '#server/usecase/drive/ports.ts';
import { jsonb, type Trx } from './database.ts';
import type { DriveTables } from './drive-tables.ts';

function toDrive(stored: Selectable<DriveTables['drive']>): DriveRow {
	return {
		id: stored.id,
		schoolCode: stored.school_code,
		schemeId: stored.scheme_id,
		title: stored.title,
		place: stored.place,
		day: stored.day,
		goals: stored.goals,
		state: stored.state,
		openedByAccountId: stored.opened_by_account_id,
		openedAtMs: stored.opened_at_ms,
		closedAtMs: stored.closed_at_ms,
	};
}

/** See `DriveTable` for what each call promises. */
export function driveRepository(trx: Trx): DriveTable {
	const all = () => trx.selectFrom('drive').selectAll();
	return {
		async insert(row) {
			const values = {
				id: row.id,
				school_code: row.schoolCode,
				scheme_id: row.schemeId,
				title: row.title,
				place: row.place,
				day: row.day,
				goals: jsonb(row.goals),
				state: row.state,
				opened_by_account_id: row.openedByAccountId,
				opened_at_ms: row.openedAtMs,
				closed_at_ms: row.closedAtMs,
			} as unknown as Insertable<DriveTables['drive']>;
			const result = await trx
				.insertInto('drive')
				.values(values)
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async get(id) {
			const stored = await all().where('id', '=', id).executeTakeFirst();
			return stored ? toDrive(stored) : null;
		},
		async ofSchool(schoolCode, limit) {
			const rows = await all()
				.where('school_code', '=', schoolCode)
				.orderBy('day', 'desc')
				.orderBy('opened_at_ms', 'desc')
				.limit(limit)
				.execute();
			return rows.map(toDrive);
		},
		async close(id, atMs) {
			const { numUpdatedRows } = await trx
				.updateTable('drive')
				.set({ state: 'closed', closed_at_ms: atMs })
				.where('id', '=', id)
				.where('state', '=', 'open')
				.executeTakeFirst();
			return Number(numUpdatedRows) === 1;
		},
	};
}

function toInvitation(stored: Selectable<DriveTables['drive_invitation']>): InvitationRow {
	return {
		id: stored.id,
		driveId: stored.drive_id,
		schoolCode: stored.school_code,
		tokenHash: stored.token_hash,
		uses: stored.uses,
		used: stored.used,
		createdByAccountId: stored.created_by_account_id,
		createdAtMs: stored.created_at_ms,
		expiresAtMs: stored.expires_at_ms,
		revokedAtMs: stored.revoked_at_ms,
	};
}

/** See `DriveInvitationTable` for what each call promises. */
export function driveInvitationRepository(trx: Trx): DriveInvitationTable {
	const all = () => trx.selectFrom('drive_invitation').selectAll();
	return {
		async insert(row) {
			await trx
				.insertInto('drive_invitation')
				.values({
					id: row.id,
					drive_id: row.driveId,
					school_code: row.schoolCode,
					token_hash: row.tokenHash,
					uses: row.uses,
					used: row.used,
					created_by_account_id: row.createdByAccountId,
					created_at_ms: row.createdAtMs,
					expires_at_ms: row.expiresAtMs,
					revoked_at_ms: row.revokedAtMs,
				})
				.execute();
		},
		async lockByToken(tokenHash) {
			const stored = await all().where('token_hash', '=', tokenHash).forUpdate().executeTakeFirst();
			return stored ? toInvitation(stored) : null;
		},
		async countUse(id) {
			await trx
				.updateTable('drive_invitation')
				.set(({ eb }) => ({ used: eb('used', '+', 1) }))
				.where('id', '=', id)
				.execute();
		},
		async ofDrive(driveId) {
			const rows = await all().where('drive_id', '=', driveId).orderBy('created_at_ms', 'desc').execute();
			return rows.map(toInvitation);
		},
		async revoke(id, atMs) {
			const stored = await trx
				.updateTable('drive_invitation')
				.set({ revoked_at_ms: atMs })
				.where('id', '=', id)
				.where('revoked_at_ms', 'is', null)
				.returning('drive_id')
				.executeTakeFirst();
			return stored?.drive_id ?? null;
		},
	};
}
