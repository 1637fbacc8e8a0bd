import type { PersonRepository } from '#server/usecase/account/ports.ts';
import type { Trx } from './database.ts';

export function personRepository(trx: Trx): PersonRepository {
	return {
		async findByAccount(accountId) {
			const row = await trx
				.selectFrom('account_person')
				.selectAll()
				.where('account_id', '=', accountId)
				.executeTakeFirst();
			if (!row) return null;
			return {
				accountId: row.account_id,
				name: row.name,
				idType: row.id_type,
				idNumber: row.id_number,
				boundAtMs: row.bound_at_ms,
			};
		},
		async bind(person) {
			// Both unique keys decide at once, so two accounts that race for one person cannot both win.
			const result = await trx
				.insertInto('account_person')
				.values({
					account_id: person.accountId,
					name: person.name,
					id_type: person.idType,
					id_number: person.idNumber,
					bound_at_ms: person.boundAtMs,
				})
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirst();
			return Number(result.numInsertedOrUpdatedRows ?? 0) === 1;
		},
	};
}
