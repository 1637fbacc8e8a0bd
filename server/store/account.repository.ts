import type { Selectable } from 'kysely';
import type { AccountRepository, AccountRow } from '#server/usecase/account/ports.ts';
import type { Trx } from './database.ts';
import type { Tables } from './tables.ts';

export function accountRepository(trx: Trx): AccountRepository {
	const all = () => trx.selectFrom('account').selectAll();
	const byPhone = async (phone: string) => {
		const row = await all().where('phone', '=', phone).executeTakeFirst();
		return row ? rowToAccount(row) : null;
	};
	return {
		async findById(id) {
			const row = await all().where('id', '=', id).executeTakeFirst();
			return row ? rowToAccount(row) : null;
		},
		findByPhone: byPhone,
		async addOrFind(account) {
			await trx
				.insertInto('account')
				.values({
					id: account.id,
					phone: account.phone,
					role: account.role,
					school_code: account.schoolCode,
					password_hash: account.passwordHash,
					unlock_key: account.unlockKey,
					created_at_ms: account.createdAtMs,
				})
				.onConflict((conflict) => conflict.column('phone').doNothing())
				.execute();
			return (await byPhone(account.phone))!;
		},
		async setPasswordHash(id, passwordHash) {
			await trx.updateTable('account').set({ password_hash: passwordHash }).where('id', '=', id).execute();
		},
		async countByPhones(phones) {
			if (phones.length === 0) return 0;
			const row = await trx
				.selectFrom('account')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.where('phone', 'in', phones)
				.executeTakeFirstOrThrow();
			return row.count;
		},
	};
}

function rowToAccount(row: Selectable<Tables['account']>): AccountRow {
	return {
		id: row.id,
		phone: row.phone,
		role: row.role,
		schoolCode: row.school_code,
		passwordHash: row.password_hash,
		unlockKey: row.unlock_key,
		createdAtMs: row.created_at_ms,
	};
}
