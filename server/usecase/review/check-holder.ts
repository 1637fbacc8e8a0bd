import { RefusalError } from '#shared/errors/refusal.ts';
import type { AccountActor } from '../actor.ts';
import type { Services, Tx } from '../ports.ts';

/** Throws RefusalError `review.held` where another reviewer has the case in hand and it is not known that they have. */
export async function checkHolder(
	tx: Tx,
	{ services, actor }: { services: Services; actor: AccountActor },
	seen: { id: string; despiteHolder?: true | undefined },
): Promise<void> {
	if (seen.despiteHolder) return;
	const held = await tx.holds.of(seen.id);
	if (!held || held.reviewerAccountId === actor.accountId || held.untilMs <= services.clock.nowMs()) return;
	throw new RefusalError({ code: 'review.held' });
}
