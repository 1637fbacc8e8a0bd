import type { SecretRepository } from '#server/usecase/account/ports.ts';
import type { Trx } from './database.ts';

export function secretRepository(trx: Trx): SecretRepository {
	return {
		async accountRoot() {
			const row = await trx
				.selectFrom('secret')
				.select('value')
				.where('name', '=', 'account-root')
				.executeTakeFirstOrThrow();
			return row.value;
		},
	};
}
