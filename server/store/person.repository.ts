import type { Selectable } from 'kysely';
import type { PersonRepository, PersonRow } from '#server/usecase/account/ports.ts';
import type { Trx } from './database.ts';
import type { Tables } from './tables.ts';

export function personRepository(trx: Trx): PersonRepository {
	const all = () => trx.selectFrom('account_person').selectAll();
	return {
		async findByAccount(accountId) {
			const row = await all().where('account_id', '=', accountId).executeTakeFirst();
			return row ? rowToPerson(row) : null;
		},
		async findByIdNumber(idNumber) {
			const row = await all().where('id_number', '=', idNumber).executeTakeFirst();
			return row ? rowToPerson(row) : null;
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

function rowToPerson(row: Selectable<Tables['account_person']>): PersonRow {
	return {
		accountId: row.account_id,
		name: row.name,
		idType: row.id_type,
		idNumber: row.id_number,
		boundAtMs: row.bound_at_ms,
	};
}
