import { RefusalError } from '#shared/errors/refusal.ts';
import type { PushSubscriptionInput } from '#shared/protocol/push.ts';
import { countHits, limits } from '../account/limits.ts';
import type { AccountActor } from '../actor.ts';
import type { Services } from '../ports.ts';

const system = { kind: 'system' } as const;

/**
 * This browser takes pushes for the account, until its session ends. The same again changes nothing; an endpoint
 * that was another account's changes hands, since one browser has one. Throws RefusalError `request.not-found`
 * (no pushes here), `request.malformed` (no push service's address), `request.too-many`.
 */
export async function subscribePush(call: {
	services: Services;
	actor: AccountActor;
	sessionHash: string;
	input: PushSubscriptionInput;
}): Promise<void> {
	const { services, actor, sessionHash, input } = call;
	if (!services.push) throw new RefusalError({ code: 'request.not-found' });
	if (!services.push.takes(input.endpoint)) {
		throw new RefusalError({ code: 'request.malformed', path: 'endpoint' });
	}
	await countHits(services, [{ limit: limits.pushByAccount, of: actor.accountId }]);
	const createdAtMs = services.clock.nowMs();
	await services.uow.run(system, (tx) =>
		tx.pushSubscriptions.put({ ...input, accountId: actor.accountId, sessionHash, createdAtMs }),
	);
}

/** This browser takes no more pushes for the account. Doing so twice is no error. */
export async function unsubscribePush(call: {
	services: Services;
	actor: AccountActor;
	endpoint: string;
}): Promise<void> {
	const { services, actor, endpoint } = call;
	await services.uow.run(system, (tx) => tx.pushSubscriptions.remove(endpoint, actor.accountId));
}
