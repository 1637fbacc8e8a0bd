import type { SessionRepository } from '#server/usecase/account/ports.ts';
import type { Trx } from './database.ts';

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
			const row = await trx
				.selectFrom('session')
				.innerJoin('account', 'account.id', 'session.account_id')
				.leftJoin('second_factor', (join) =>
					join
						.onRef('second_factor.account_id', '=', 'account.id')
						.on('second_factor.confirmed_at_ms', 'is not', null),
				)
				.selectAll('session')
				.select(['account.role', 'account.school_code', 'second_factor.confirmed_at_ms'])
				.where('token_hash', '=', tokenHash)
				.executeTakeFirst();
			if (!row) return null;
			return {
				tokenHash: row.token_hash,
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
