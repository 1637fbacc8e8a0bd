import type { NoticeTx } from '#server/usecase/notice/ports.ts';
import type { Trx } from './database.ts';

/** See `PushSubscriptionTable` for what each call promises. */
export function pushSubscriptionRepository(trx: Trx): NoticeTx['pushSubscriptions'] {
	return {
		async put({ endpoint, p256dh, auth, accountId, sessionHash, createdAtMs }) {
			const rest = {
				account_id: accountId,
				session_hash: sessionHash,
				p256dh,
				auth,
				created_at_ms: createdAtMs,
			};
			await trx
				.insertInto('push_subscription')
				.values({ endpoint, ...rest })
				.onConflict((conflict) => conflict.column('endpoint').doUpdateSet(rest))
				.execute();
		},
		ofAccount: (accountId) =>
			trx
				.selectFrom('push_subscription')
				.select(['endpoint', 'p256dh', 'auth'])
				.where('account_id', '=', accountId)
				.orderBy('created_at_ms')
				.execute(),
		async remove(endpoint, accountId) {
			const found = trx.deleteFrom('push_subscription').where('endpoint', '=', endpoint);
			await (accountId === null ? found : found.where('account_id', '=', accountId)).execute();
		},
	};
}
