import type { SecondFactorRepository, SignInTicketRepository } from '#server/usecase/account/ports.ts';
import type { Trx } from './database.ts';

export function secondFactorRepository(trx: Trx): SecondFactorRepository {
	return {
		async find(accountId) {
			const row = await trx
				.selectFrom('second_factor')
				.selectAll()
				.where('account_id', '=', accountId)
				.executeTakeFirst();
			if (!row) return null;
			return {
				accountId: row.account_id,
				wrappedSecret: row.wrapped_secret,
				begunAtMs: row.begun_at_ms,
				confirmedAtMs: row.confirmed_at_ms,
				lastStep: row.last_step,
			};
		},
		async begin({ accountId, wrappedSecret, begunAtMs }) {
			const begun = { wrapped_secret: wrappedSecret, begun_at_ms: begunAtMs };
			const result = await trx
				.insertInto('second_factor')
				.values({ account_id: accountId, ...begun, confirmed_at_ms: null, last_step: 0 })
				.onConflict((conflict) =>
					conflict.column('account_id').doUpdateSet(begun).where('second_factor.confirmed_at_ms', 'is', null),
				)
				.returning('account_id')
				.executeTakeFirst();
			return result !== undefined;
		},
		async confirm({ accountId, wrappedSecret }, step, atMs) {
			const result = await trx
				.updateTable('second_factor')
				.set({ confirmed_at_ms: atMs, last_step: step })
				.where('account_id', '=', accountId)
				.where('wrapped_secret', '=', wrappedSecret)
				.where('confirmed_at_ms', 'is', null)
				.executeTakeFirst();
			return Number(result.numUpdatedRows) === 1;
		},
		async useStep(accountId, step) {
			const result = await trx
				.updateTable('second_factor')
				.set({ last_step: step })
				.where('account_id', '=', accountId)
				.where('confirmed_at_ms', 'is not', null)
				.where('last_step', '<', step)
				.executeTakeFirst();
			return Number(result.numUpdatedRows) === 1;
		},
		async remove(accountId) {
			await trx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
			const result = await trx
				.deleteFrom('second_factor')
				.where('account_id', '=', accountId)
				.executeTakeFirst();
			return Number(result.numDeletedRows) === 1;
		},
		...recoveryCodes(trx),
	};
}

function recoveryCodes(
	trx: Trx,
): Pick<SecondFactorRepository, 'replaceRecoveryCodes' | 'useRecoveryCode' | 'countRecoveryCodes'> {
	return {
		async replaceRecoveryCodes(accountId, hashes) {
			await trx.deleteFrom('recovery_code').where('account_id', '=', accountId).execute();
			const rows = hashes.map((hash) => ({ account_id: accountId, code_hash: hash }));
			await trx.insertInto('recovery_code').values(rows).execute();
		},
		async useRecoveryCode(accountId, hash) {
			const result = await trx
				.deleteFrom('recovery_code')
				.where('account_id', '=', accountId)
				.where('code_hash', '=', hash)
				.executeTakeFirst();
			return Number(result.numDeletedRows) === 1;
		},
		async countRecoveryCodes(accountId) {
			const row = await trx
				.selectFrom('recovery_code')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.where('account_id', '=', accountId)
				.executeTakeFirstOrThrow();
			return row.count;
		},
	};
}

export function signInTicketRepository(trx: Trx): SignInTicketRepository {
	return {
		async add(ticket) {
			await trx
				.insertInto('sign_in_ticket')
				.values({
					token_hash: ticket.tokenHash,
					account_id: ticket.accountId,
					way: ticket.way,
					tries: ticket.tries,
					expires_at_ms: ticket.expiresAtMs,
				})
				.execute();
		},
		async countTry(tokenHash) {
			const row = await trx
				.updateTable('sign_in_ticket')
				.set((eb) => ({ tries: eb('tries', '+', 1) }))
				.where('token_hash', '=', tokenHash)
				.returningAll()
				.executeTakeFirst();
			if (!row) return null;
			return {
				tokenHash: row.token_hash,
				accountId: row.account_id,
				way: row.way,
				tries: row.tries,
				expiresAtMs: row.expires_at_ms,
			};
		},
		async use(tokenHash) {
			const result = await trx
				.deleteFrom('sign_in_ticket')
				.where('token_hash', '=', tokenHash)
				.executeTakeFirst();
			return Number(result.numDeletedRows) === 1;
		},
		async removeOf(accountId) {
			await trx.deleteFrom('sign_in_ticket').where('account_id', '=', accountId).execute();
		},
		async removeExpired(nowMs) {
			const result = await trx
				.deleteFrom('sign_in_ticket')
				.where('expires_at_ms', '<=', nowMs)
				.executeTakeFirst();
			return Number(result.numDeletedRows);
		},
	};
}
