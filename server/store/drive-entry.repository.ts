import { sql, type Insertable } from 'kysely';
import type { DriveEntryTable, DriveTx, SchoolKeyTable } from '#server/usecase/drive/ports.ts';
import type { EnrollmentState } from '#shared/domain/enrollment/state.ts';
import { jsonb, type Trx } from './database.ts';
import type { Parts } from './parts.ts';
import { driveAssignmentRepository, driveContactRepository } from './drive-assignment.repository.ts';
import { driveHelperRepository } from './drive-helper.repository.ts';
import { driveRosterRepository } from './drive-roster.repository.ts';
import { driveInvitationRepository, driveRepository } from './drive.repository.ts';
import type { DriveTables } from './drive-tables.ts';

/** See `DriveEntryTable` for what each call promises. */
function driveEntryRepository(trx: Trx): DriveEntryTable {
	return {
		async insert(row) {
			const values = {
				enrollment_id: row.enrollmentId,
				drive_id: row.driveId,
				assignment_id: row.assignmentId,
				school_code: row.schoolCode,
				college: row.college,
				content_hash: row.contentHash,
				confirmation: jsonb(row.confirmation),
				started_at_ms: row.startedAtMs,
				finished_at_ms: row.finishedAtMs,
				received_at_ms: row.receivedAtMs,
				is_after_revocation: row.isAfterRevocation,
			} as unknown as Insertable<DriveTables['drive_entry']>;
			await trx.insertInto('drive_entry').values(values).execute();
		},
		async get(enrollmentId) {
			const row = await trx
				.selectFrom('drive_entry')
				.selectAll()
				.where('enrollment_id', '=', enrollmentId)
				.executeTakeFirst();
			return row
				? {
						enrollmentId: row.enrollment_id,
						driveId: row.drive_id,
						assignmentId: row.assignment_id,
						schoolCode: row.school_code,
						college: row.college,
						contentHash: row.content_hash,
						confirmation: row.confirmation,
						startedAtMs: row.started_at_ms,
						finishedAtMs: row.finished_at_ms,
						receivedAtMs: row.received_at_ms,
						isAfterRevocation: row.is_after_revocation,
					}
				: null;
		},
		async countsOf(driveId) {
			// A school does not see a draft, and one that a student took back is one: it counts all the same.
			const { rows } = await sql<{
				college: string;
				state: EnrollmentState | null;
				assignment_id: string;
				is_after_revocation: boolean;
				n: number;
			}>`select e.college, r.state, e.assignment_id, e.is_after_revocation, count(*)::int as n
				from drive_entry e left join enrollment r on r.id = e.enrollment_id
				where e.drive_id = ${driveId} group by 1, 2, 3, 4`.execute(trx);
			return rows.map(({ college, state, assignment_id, is_after_revocation, n }) => ({
				college,
				state,
				assignmentId: assignment_id,
				isAfterRevocation: is_after_revocation,
				count: n,
			}));
		},
		...moreOfEntries(trx),
		...withdrawnEntries(trx),
		async countByDrive(driveIds) {
			const { rows } = await sql<{ drive_id: string; n: number }>`
				select drive_id, count(*)::int as n from drive_entry
				where drive_id = any(${driveIds}::uuid[]) group by drive_id`.execute(trx);
			return new Map(rows.map((row) => [row.drive_id, row.n]));
		},
	};
}

/** See `DriveEntryTable` for what each call promises. */
function moreOfEntries(trx: Trx): Pick<DriveEntryTable, 'byToken' | 'secondsOf' | 'returnsOf'> {
	return {
		async byToken(tokenHash) {
			const { rows } = await sql<{ enrollment_id: string; drive_id: string }>`
				select enrollment_id, drive_id from drive_entry
				where confirmation ->> 'tokenHash' = ${tokenHash}
				order by received_at_ms limit 1`.execute(trx);
			const row = rows[0];
			return row ? { enrollmentId: row.enrollment_id, driveId: row.drive_id } : null;
		},
		async secondsOf(driveId) {
			const { rows } = await sql<{ assignment_id: string; seconds: number }>`
				select assignment_id, (greatest(0, finished_at_ms - started_at_ms) / 1000)::int as seconds
				from drive_entry where drive_id = ${driveId}`.execute(trx);
			return rows.map((row) => ({ assignmentId: row.assignment_id, seconds: row.seconds }));
		},
		async returnsOf(driveId) {
			const { rows } = await sql<Awaited<ReturnType<DriveEntryTable['returnsOf']>>[number]>`
				select reason ->> 'target' as target, reason ->> 'field' as field, reason ->> 'code' as code,
					count(*)::int as count
				from drive_entry e
				join superseded_entry s on s.entry_id = e.enrollment_id
				join review_word w on w.enrollment_id = s.enrollment_id
				cross join lateral jsonb_array_elements(w.content -> 'reasons') as reason
				where e.drive_id = ${driveId} and w.content ->> 'act' = 'returned'
				group by 1, 2, 3 order by count desc, 1, 2, 3`.execute(trx);
			return rows;
		},
	};
}

/** See `DriveEntryTable` for what each call promises. */
function withdrawnEntries(trx: Trx): Pick<DriveEntryTable, 'withdraw' | 'isWithdrawn'> {
	return {
		async withdraw({ enrollmentId, driveId, assignmentId, schoolCode, atMs }) {
			await trx
				.insertInto('withdrawn_entry')
				.values({
					enrollment_id: enrollmentId,
					drive_id: driveId,
					assignment_id: assignmentId,
					school_code: schoolCode,
					withdrawn_at_ms: atMs,
				})
				.execute();
		},
		async isWithdrawn(enrollmentId, assignmentId) {
			const row = await trx
				.selectFrom('withdrawn_entry')
				.select('enrollment_id')
				.where('enrollment_id', '=', enrollmentId)
				.where('assignment_id', '=', assignmentId)
				.executeTakeFirst();
			return row !== undefined;
		},
	};
}

/** See `SchoolKeyTable` for what each call promises. */
function schoolKeyRepository(trx: Trx): SchoolKeyTable {
	const all = () =>
		trx
			.selectFrom('school_key')
			.select([
				'id',
				'school_code as schoolCode',
				'alg',
				'public_key as publicKey',
				'wrapped_private_key as wrappedPrivateKey',
				'created_at_ms as createdAtMs',
				'retired_at_ms as retiredAtMs',
			]);
	return {
		get: async (id) => (await all().where('id', '=', id).executeTakeFirst()) ?? null,
		current: async (schoolCode) =>
			(await all()
				.where('school_code', '=', schoolCode)
				.where('retired_at_ms', 'is', null)
				.executeTakeFirst()) ?? null,
		async insert(row) {
			const result = await trx
				.insertInto('school_key')
				.values({
					id: row.id,
					school_code: row.schoolCode,
					alg: row.alg,
					public_key: row.publicKey,
					wrapped_private_key: row.wrappedPrivateKey,
					created_at_ms: row.createdAtMs,
					retired_at_ms: row.retiredAtMs,
				})
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async retire(id, atMs) {
			await trx.updateTable('school_key').set({ retired_at_ms: atMs }).where('id', '=', id).execute();
		},
	};
}

/** Repositories of drives in one transaction. */
export const driveParts: Parts<DriveTx> = {
	drives: driveRepository,
	driveInvitations: driveInvitationRepository,
	driveAssignments: driveAssignmentRepository,
	driveContacts: driveContactRepository,
	driveEntries: driveEntryRepository,
	driveHelpers: driveHelperRepository,
	driveRosters: driveRosterRepository,
	schoolKeys: schoolKeyRepository,
};
