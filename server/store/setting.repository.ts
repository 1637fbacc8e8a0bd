import type { SettingRepository } from '#server/usecase/account/ports.ts';
import type { Trx } from './database.ts';

export function settingRepository(trx: Trx): SettingRepository {
	return {
		async get(key) {
			const row = await trx.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
			return row?.value ?? null;
		},
		async set(key, value) {
			await trx
				.insertInto('setting')
				.values({ key, value })
				.onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
				.execute();
		},
	};
}
