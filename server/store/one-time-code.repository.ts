import type { OneTimeCodeRepository } from '#server/usecase/account/ports.ts';
import type { Trx } from './database.ts';

export function oneTimeCodeRepository(trx: Trx): OneTimeCodeRepository {
	return {
		async replace(code) {
			const values = {
				id: code.id,
				code_hash: code.codeHash,
				created_at_ms: code.createdAtMs,
				expires_at_ms: code.expiresAtMs,
				tries: code.tries,
				used: code.used,
			};
			await trx
				.insertInto('one_time_code')
				.values({ ...values, phone: code.phone, purpose: code.purpose })
				.onConflict((conflict) => conflict.columns(['phone', 'purpose']).doUpdateSet(values))
				.execute();
		},
		async findNewest(phone, purpose) {
			const row = await trx
				.selectFrom('one_time_code')
				.selectAll()
				.where('phone', '=', phone)
				.where('purpose', '=', purpose)
				.executeTakeFirst();
			if (!row) return null;
			return {
				id: row.id,
				phone: row.phone,
				purpose: row.purpose,
				codeHash: row.code_hash,
				createdAtMs: row.created_at_ms,
				expiresAtMs: row.expires_at_ms,
				tries: row.tries,
				used: row.used,
			};
		},
		async countTry(id) {
			const row = await trx
				.updateTable('one_time_code')
				.set((eb) => ({ tries: eb('tries', '+', 1) }))
				.where('id', '=', id)
				.returning('tries')
				.executeTakeFirst();
			return row?.tries ?? Number.POSITIVE_INFINITY;
		},
		async use(id) {
			const result = await trx
				.updateTable('one_time_code')
				.set({ used: true })
				.where('id', '=', id)
				.where('used', '=', false)
				.executeTakeFirst();
			return Number(result.numUpdatedRows) === 1;
		},
		async removeExpired(nowMs) {
			const result = await trx
				.deleteFrom('one_time_code')
				.where('expires_at_ms', '<=', nowMs)
				.executeTakeFirst();
			return Number(result.numDeletedRows);
		},
	};
}
