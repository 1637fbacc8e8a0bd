import { sql, type Selectable } from 'kysely';
import type { SessionRepository } from '#server/usecase/account/ports.ts';
import type { AccountTables } from './account-tables.ts';
import type { Trx } from './database.ts';

type Found = Selectable<AccountTables['session']> &
	Pick<Selectable<AccountTables['account']>, 'role' | 'school_code'> & { confirmed_at_ms: number | null };

export function sessionRepository(trx: Trx): SessionRepository {
	return {
		async add(session) {
			await trx
				.insertInto('session')
				.values({
					token_hash: session.tokenHash,
					account_id: session.accountId,
					created_at_ms: session.createdAtMs,
					last_used_at_ms: session.lastUsedAtMs,
					expires_at_ms: session.expiresAtMs,
				})
				.execute();
		},
		async find(tokenHash) {
			// Asked with every call: written out, since to put it together each time takes the server longer.
			const { rows } = await sql<Found>`select s.*, a.role, a.school_code, f.confirmed_at_ms
				from session s join account a on a.id = s.account_id
				left join second_factor f on f.account_id = a.id and f.confirmed_at_ms is not null
				where s.token_hash = ${tokenHash}`.execute(trx);
			const row = rows[0];
			if (!row) return null;
			return {
				tokenHash,
				accountId: row.account_id,
				createdAtMs: row.created_at_ms,
				lastUsedAtMs: row.last_used_at_ms,
				expiresAtMs: row.expires_at_ms,
				role: row.role,
				schoolCode: row.school_code,
				hasSecondFactor: row.confirmed_at_ms !== null,
			};
		},
		async touch(tokenHash, lastUsedAtMs, expiresAtMs) {
			await trx
				.updateTable('session')
				.set({ last_used_at_ms: lastUsedAtMs, expires_at_ms: expiresAtMs })
				.where('token_hash', '=', tokenHash)
				.execute();
		},
		async remove(tokenHash) {
			await trx.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
		},
		async removeOthersOf(accountId, keepTokenHash) {
			await trx
				.deleteFrom('session')
				.where('account_id', '=', accountId)
				.where('token_hash', '!=', keepTokenHash ?? '')
				.execute();
		},
		async removeExpired(nowMs) {
			const result = await trx.deleteFrom('session').where('expires_at_ms', '<=', nowMs).executeTakeFirst();
			return Number(result.numDeletedRows);
		},
	};
}
