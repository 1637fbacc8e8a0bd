import type { DriveHelperTable } from '#server/usecase/drive/ports.ts';
import type { Trx } from './database.ts';

/** See `DriveHelperTable` for what each call promises. */
export function driveHelperRepository(trx: Trx): DriveHelperTable {
	return {
		async add({ driveId, phone, schoolCode, addedByAccountId, addedAtMs }) {
			const result = await trx
				.insertInto('drive_helper')
				.values({
					drive_id: driveId,
					phone,
					school_code: schoolCode,
					added_by_account_id: addedByAccountId,
					added_at_ms: addedAtMs,
				})
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows) === 1;
		},
		async has(driveId, phone) {
			const row = await trx
				.selectFrom('drive_helper')
				.select('phone')
				.where('drive_id', '=', driveId)
				.where('phone', '=', phone)
				.executeTakeFirst();
			return row !== undefined;
		},
		async ofDrive(driveId) {
			return trx
				.selectFrom('drive_helper')
				.select(['id', 'phone'])
				.where('drive_id', '=', driveId)
				.orderBy('phone')
				.execute();
		},
		async remove(driveId, id) {
			await trx.deleteFrom('drive_helper').where('drive_id', '=', driveId).where('id', '=', id).execute();
		},
	};
}
